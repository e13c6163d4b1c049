// SPDX-License-Identifier: Apache-2.0
//
// One row of the pattern file, whose keys are taken one by one: what is wrong with it is told at
// its place, and so is a key that nobody takes.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "postern/base/text.hpp"

#include "load_grammar.hpp"

namespace postern {

/// A row's keys, each a text.
class RowReader {
  public:
    RowReader(const DocumentNode& node, const Complain& complain)
        : node_(node), complain_(complain) {
        if (node.kind != DocumentNode::Kind::map) fault(node, "a row with its keys is wanted");
        for (const auto& entry : node.entries) values_[entry.key] = &entry;
    }

    void fault(const DocumentNode& at, const std::string& what) {
        is_sound_ = false;
        complain_(at.line, at.column, what);
    }
    void fault(const std::string& what) { fault(node_, what); }

    /// "" where it is absent; each key is asked for once.
    std::string take(const std::string& key, bool needed = true) {
        const auto found = values_.find(key);
        if (found == values_.end()) {
            if (needed && is_sound_) fault(key + " is wanted");
            return {};
        }
        auto text = found->second->value.text;
        last_ = &found->second->value;
        if (text.empty()) fault(*last_, key + ": text is wanted");
        values_.erase(found);
        return text;
    }
    /// What is listed there, or the one that stands alone.
    std::vector<std::string> take_list(const std::string& key, bool needed = false) {
        const auto found = values_.find(key);
        if (found == values_.end() || found->second->value.kind != DocumentNode::Kind::list) {
            auto one = take(key, needed);
            return one.empty() ? std::vector<std::string>{} : std::vector{std::move(one)};
        }
        last_ = &found->second->value;
        std::vector<std::string> out;
        for (const auto& item : last_->items) out.push_back(item.text);
        values_.erase(found);
        return out;
    }
    /// The value that take() gave last.
    void fault_there(const std::string& what) { fault(last_ == nullptr ? node_ : *last_, what); }

    /// After the last take(): whether all is well.
    bool is_sound() {
        for (const auto& [key, entry] : values_) {
            complain_(entry->line, entry->column, "unknown key " + in_quotes(key));
            is_sound_ = false;
        }
        values_.clear();
        return is_sound_;
    }

  private:
    const DocumentNode& node_;
    const Complain& complain_;
    std::map<std::string, const DocumentEntry*> values_;
    const DocumentNode* last_ = nullptr;
    bool is_sound_ = true;
};

}  // namespace postern
