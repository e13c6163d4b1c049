// SPDX-License-Identifier: Apache-2.0
#include "import_fields.hpp"

#include <algorithm>

#include "postern/base/text.hpp"

namespace postern {

namespace {

using NodeKind = DocumentNode::Kind;

std::string listed(const std::vector<std::string_view>& words) {
    std::string text;
    for (const auto word : words) text.append(text.empty() ? "" : ", ").append(word);
    return text;
}

}  // namespace

std::string suggestion(std::string_view text, const std::vector<std::string_view>& candidates) {
    const auto meant = nearest(text, candidates);
    return meant.empty() ? "" : ", did you mean " + in_quotes(meant) + "?";
}

std::string read_id(const DocumentNode& node, ImportFaults& faults) {
    auto id = node.kind == NodeKind::scalar ? canonical_id(node.text) : std::string();
    if (id.empty()) {
        faults.add(node, in_quotes(node.text) +
                             " is no identifier: 1 to 64 of a-z 0-9 . _ -, "
                             "beginning with a letter or digit");
    } else if (id != node.text) {
        faults.add(
            node, in_quotes(node.text) + ": identifiers are in lower case, write " + in_quotes(id));
    }
    return id;
}

ImportFields::ImportFields(const DocumentNode& node, std::string_view what,
                           const std::vector<std::string_view>& known, ImportFaults& faults)
    : node_(node), faults_(faults) {
    if (node.kind != NodeKind::map) {
        faults.add(node, std::string(what) + " is a map of " + listed(known));
    }
    for (const auto& entry : node.entries) {
        if (std::find(known.begin(), known.end(), entry.key) != known.end()) continue;
        const auto meant = suggestion(entry.key, known);
        faults.add(entry.line, entry.column,
                   "unknown key " + in_quotes(entry.key) + (meant.empty() ? ": " : meant + " ") +
                       std::string(what) + " has " + listed(known));
    }
}

std::string ImportFields::id() const {
    if (const auto* node = find("id")) return postern::read_id(*node, faults_);
    // What is no map has its fault already.
    if (node_.kind == NodeKind::map) missing("id", "an 'id'");
    return {};
}

void ImportFields::read(std::string_view key, std::string& value) const {
    if (const auto* node = scalar(key)) value = node->text;
}

void ImportFields::read(std::string_view key, bool& value) const {
    const auto* node = scalar(key);
    if (node == nullptr) return;
    if (node->text == "true" || node->text == "false") {
        value = node->text == "true";
    } else {
        faults_.add(*node, in_quotes(node->text) + " is neither true nor false");
    }
}

void ImportFields::read(std::string_view key, std::optional<Address>& value) const {
    const auto* node = find(key);
    if (node != nullptr && node->kind == NodeKind::nothing) {
        value.reset();
    } else if ((node = scalar(key)) != nullptr) {
        auto address = Address::parse(node->text);
        if (address) {
            faults_.check(*node, *address);
            value = *std::move(address);
        } else {
            faults_.add(*node, address.error().message());
        }
    }
}

void ImportFields::read(std::string_view key, std::optional<TimePoint>& value) const {
    const auto* node = scalar(key);
    if (node == nullptr) return;
    auto time = parse_time(node->text);
    if (time) {
        value = *time;
    } else {
        faults_.add(*node, time.error().message());
    }
}

void ImportFields::read_id(std::string_view key, std::optional<std::string>& value) const {
    const auto* node = find(key);
    if (node == nullptr) return;
    if (node->kind == NodeKind::nothing) {
        value.reset();
    } else {
        value = postern::read_id(*node, faults_);
    }
}

const std::vector<DocumentNode>& ImportFields::list(std::string_view key) const {
    static const std::vector<DocumentNode> none;
    const auto* node = find(key);
    if (node == nullptr || node->kind == NodeKind::nothing) return none;
    if (node->kind != NodeKind::list) faults_.add(*node, in_quotes(key) + " is a list");
    return node->items;
}

const DocumentNode* ImportFields::find(std::string_view key) const {
    const auto at = std::find_if(node_.entries.begin(), node_.entries.end(),
                                 [&](const DocumentEntry& entry) { return entry.key == key; });
    return at == node_.entries.end() ? nullptr : &at->value;
}

void ImportFields::missing(std::string_view key, std::string_view what_for) const {
    faults_.add(node_, in_quotes(key) + " is missing: " + std::string(what_for) + " is needed");
}

const DocumentNode* ImportFields::scalar(std::string_view key) const {
    const auto* node = find(key);
    if (node == nullptr || node->kind == NodeKind::scalar) return node;
    faults_.add(*node, in_quotes(key) + " needs a single value");
    return nullptr;
}

}  // namespace postern
