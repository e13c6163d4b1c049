// SPDX-License-Identifier: Apache-2.0
//
// The pattern file, checked: every fault is told with its place, and nothing is used that is not
// whole.
#include <set>

#include "postern/base/text.hpp"
#include "postern/config/document.hpp"

#include "load_grammar.hpp"
#include "patterns.hpp"

namespace postern {
namespace {

class Loader {
  public:
    explicit Loader(std::string name) : name_(std::move(name)) {}

    Result<PatternFile> load(const DocumentNode& root);

  private:
    void load_section(const DocumentEntry& section);
    void load_pattern(const DocumentNode& node, PatternSet& set, bool classified);
    void take(const DocumentEntry& entry, Pattern& pattern, bool classified);
    void take_class(const DocumentEntry& entry, Pattern& pattern, bool classified);
    void take_fault(const DocumentEntry& entry, Pattern& pattern, bool classified);
    void check_examples(const PatternSet& set, const char* section);
    PatternSet* set_of(std::string_view section);
    void complain(int line, int column, const std::string& what);

    std::string name_;
    std::string faults_;
    PatternFile file_;
    std::set<std::string> names_;
    std::string before_, behind_;  ///< Of the row at hand: what stands around its alternatives.
};

void Loader::complain(int line, int column, const std::string& what) {
    faults_.append(faults_.empty() ? "" : "\n")
        .append(name_ + ':' + std::to_string(line) + ':' + std::to_string(column) + ": " + what);
}

PatternSet* Loader::set_of(std::string_view section) {
    if (section == "refusals") return &file_.refusals.idioms;
    if (section == "phrases") return &file_.refusals.phrases;
    if (section == "senders") return &file_.senders;
    if (section == "replies") return &file_.replies;
    if (section == "answers") return &file_.answers;
    if (section == "notices") return &file_.notices;
    if (section == "originals") return &file_.originals;
    if (section == "fields") return &file_.fields;
    if (section == "addressees") return &file_.addressees;
    if (section == "senders-named") return &file_.senders_named;
    if (section == "bystanders") return &file_.bystanders;
    if (section == "reasons") return &file_.reasons;
    return nullptr;
}

void Loader::take_class(const DocumentEntry& entry, Pattern& pattern, bool classified) {
    const auto bounce_class = bounce_class_from(entry.value.text);
    if (classified && bounce_class) {
        pattern.bounce_class = *bounce_class;
        return;
    }
    complain(
        entry.value.line, entry.value.column,
        classified ? "unknown class " + in_quotes(entry.value.text) : "only refusals have a class");
}

void Loader::take_fault(const DocumentEntry& entry, Pattern& pattern, bool classified) {
    pattern.fault = fault_from(entry.value.text);
    if (!classified || !pattern.fault) {
        complain(entry.value.line, entry.value.column,
                 classified ? "unknown fault " + in_quotes(entry.value.text)
                            : "only refusals have a fault");
    }
}

/// The alternatives of an expression, a line each; one that stands alone is the whole.
std::string expression_of(const DocumentNode& value) {
    std::string out;
    for (const auto& item : value.items) out.append(out.empty() ? "" : "|").append(item.text);
    return out;
}

void Loader::take(const DocumentEntry& entry, Pattern& pattern, bool classified) {
    if (entry.key == "pattern" && entry.value.kind == DocumentNode::Kind::list) {
        pattern.expression = expression_of(entry.value);
        return;
    }
    if (entry.value.kind != DocumentNode::Kind::scalar || entry.value.text.empty())
        return complain(entry.value.line, entry.value.column, entry.key + ": text is wanted");
    if (entry.key == "class") return take_class(entry, pattern, classified);
    if (entry.key == "fault") return take_fault(entry, pattern, classified);
    if (entry.key == "before") {
        before_ = entry.value.text;
    } else if (entry.key == "behind") {
        behind_ = entry.value.text;
    } else if (entry.key == "name") {
        pattern.name = entry.value.text;
    } else if (entry.key == "pattern") {
        pattern.expression = entry.value.text;
    } else if (entry.key == "example") {
        pattern.example = entry.value.text;
    } else {
        complain(entry.line, entry.column, "unknown key " + in_quotes(entry.key));
    }
}

void Loader::load_pattern(const DocumentNode& node, PatternSet& set, bool classified) {
    if (node.kind != DocumentNode::Kind::map)
        return complain(node.line, node.column, "a pattern with its keys is wanted");
    Pattern pattern;
    bool has_class = false;
    before_ = behind_ = {};
    for (const auto& entry : node.entries) {
        has_class = has_class || entry.key == "class";
        take(entry, pattern, classified);
    }
    if (!(before_ + behind_).empty()) {
        pattern.expression = before_ + '(' + pattern.expression + ')' + behind_;
    }
    if (pattern.name.empty() || pattern.expression.empty() || pattern.example.empty() ||
        has_class != classified) {
        return complain(node.line, node.column,
                        classified ? "name, class, pattern and example are wanted"
                                   : "name, pattern and example are wanted");
    }
    if (!names_.insert(pattern.name).second)
        return complain(node.line, node.column, "a second " + in_quotes(pattern.name));
    const auto example = pattern.example;
    const auto name = pattern.name;
    PatternSet alone;
    auto error = alone.add(pattern);
    if (!error.empty()) return complain(node.line, node.column, in_quotes(name) + ": " + error);
    alone.compile();
    if (alone.first_in(classified ? cleaned_example(example) : example) == nullptr)
        return complain(node.line, node.column, in_quotes(name) + " does not match its example");
    (void)set.add(std::move(pattern));
}

void Loader::load_section(const DocumentEntry& section) {
    PatternSet* const set = set_of(section.key);
    if (section.value.kind != DocumentNode::Kind::list)
        return complain(section.value.line, section.value.column, "a list is wanted");
    const auto told = [this](int line, int column, const std::string& what) {
        complain(line, column, what);
    };
    if (set == nullptr) {
        if (!load_grammar_section(section, file_.refusals.grammar, told))
            complain(section.line, section.column, "unknown section " + in_quotes(section.key));
        return;
    }
    for (const auto& node : section.value.items)
        load_pattern(node, *set, set == &file_.refusals.idioms || set == &file_.refusals.phrases);
}

/// An example that an earlier pattern takes away would say something that does not hold.
void Loader::check_examples(const PatternSet& set, const char* section) {
    for (const auto& pattern : set.all()) {
        const auto* const first = set.first_in(cleaned_example(pattern.example));
        if (first == nullptr || first->bounce_class == pattern.bounce_class) continue;
        complain(1, 1,
                 std::string(section) + ": the example of " + in_quotes(pattern.name) +
                     " is taken by " + in_quotes(first->name) + ", which stands before it");
    }
}

Result<PatternFile> Loader::load(const DocumentNode& root) {
    if (root.kind != DocumentNode::Kind::map)
        return Error{ErrorCode::invalid, name_ + ":1:1: the sections of patterns are wanted"};
    for (const auto& section : root.entries) load_section(section);
    for (auto* const set :
         {&file_.refusals.idioms, &file_.refusals.phrases, &file_.senders, &file_.replies,
          &file_.answers, &file_.notices, &file_.originals, &file_.fields, &file_.addressees,
          &file_.senders_named, &file_.bystanders, &file_.reasons}) {
        set->compile();
    }
    if (faults_.empty()) {
        check_examples(file_.refusals.idioms, "refusals");
        check_senses(file_.refusals.grammar, [this](int line, int column, const std::string& what) {
            complain(line, column, what);
        });
    }
    if (!faults_.empty()) return Error{ErrorCode::invalid, faults_};
    return std::move(file_);
}

}  // namespace

Result<PatternFile> load_patterns(std::string_view text, const std::string& name) {
    const auto root = read_document(text, name);
    if (!root) return root.error();
    return Loader(name).load(*root);
}

}  // namespace postern
