// SPDX-License-Identifier: Apache-2.0
#include "yaml_tree.hpp"

#include <istream>
#include <map>
#include <optional>

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include "postern/base/text.hpp"

#include "encoding.hpp"
#include "source_feed.hpp"

namespace postern {

namespace {

FilePosition position(const YAML::Mark& mark) {
    return {mark.line + 1, mark.column + 1};
}

YamlNode node_at(const YAML::Mark& mark, YamlNode::Kind kind, const std::string& text = "") {
    YamlNode node;
    node.kind = kind;
    node.at = position(mark);
    node.text = text;
    return node;
}

/// Ends the parser's work: an item was not taken.
struct NotTaken {
    Error error;
};

/// Puts yaml-cpp's events together again. `open_` are the maps and lists not closed yet,
/// outermost first.
class TreeBuilder final : public YAML::EventHandler {
  public:
    TreeBuilder(SourceLines& lines, Findings& findings, const ItemsOf& items)
        : lines_(lines), findings_(findings), items_(items) {}

    [[nodiscard]] YamlNode take_root() { return std::move(root_); }
    [[nodiscard]] FilePosition start() const { return start_; }

    void OnDocumentStart(const YAML::Mark& mark) override { start_ = position(mark); }
    void OnDocumentEnd() override {}

    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
        place(checked(node_at(mark, YamlNode::Kind::nothing), "", anchor));
    }
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t /*anchor*/) override {
        findings_.add(position(mark), "aliases (*name) are not supported: write the value out");
        place(node_at(mark, YamlNode::Kind::refused));
    }
    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  const std::string& value) override {
        auto node = checked(node_at(mark, YamlNode::Kind::scalar, value), tag, anchor);
        if (node.kind == YamlNode::Kind::scalar) check_text(node, tag != "!");
        place(std::move(node));
    }
    void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value /*style*/) override {
        open(checked(node_at(mark, YamlNode::Kind::list), tag, anchor));
    }
    void OnSequenceEnd() override { close(); }
    void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value /*style*/) override {
        open(checked(node_at(mark, YamlNode::Kind::map), tag, anchor));
    }
    void OnMapEnd() override { close(); }

  private:
    struct Key {
        std::string text;
        FilePosition at;
        bool counts;  ///< False: has its finding, the value is dropped.
    };
    struct Open {
        YamlNode node;
        bool is_map;
        bool is_taken;             ///< A list whose items are handed over.
        std::optional<Key> key{};  ///< Of a map, while its value is awaited.
        std::map<std::string, std::size_t> lines_of_keys{};
    };

    void check_text(YamlNode& node, bool plain) {
        const auto fault = text_fault(node, plain);
        if (fault.empty()) return;
        findings_.add(node.at, fault);
        node.kind = YamlNode::Kind::refused;
    }

    [[nodiscard]] std::string text_fault(const YamlNode& node, bool plain) const {
        // An escape in double quotes can say what the file itself must not contain.
        if (const auto fault = encoding_fault(node.text)) {
            return "the value contains the " + fault->text;
        }
        if (node.text.find_first_of("\t\r\n") != std::string::npos) {
            return "the value contains a tab or a line break: it must be one line of text";
        }
        if (lines_.scalar_ends_on_its_line(node.at, node.text, plain)) return "";
        return "the value does not end on this line: close its quote, or check how the next line "
               "is indented";
    }

    YamlNode checked(YamlNode node, const std::string& tag, YAML::anchor_t anchor) {
        const bool tagged = !tag.empty() && tag != "?" && tag != "!";
        if (anchor != YAML::NullAnchor) {
            findings_.add(node.at, "anchors (&name) are not supported: write the value out");
        } else if (tagged) {
            findings_.add(node.at, "tags (!name) are not supported: write the plain value");
        } else {
            return node;
        }
        node.kind = YamlNode::Kind::refused;
        return node;
    }

    void open(YamlNode node) {
        // A refused map still sends its keys and values.
        const bool is_map = node.kind == YamlNode::Kind::map;
        const bool is_taken = node.kind == YamlNode::Kind::list && items_.take &&
                              open_.size() == 1 && open_.front().key && open_.front().key->counts &&
                              open_.front().key->text == items_.key;
        open_.push_back({std::move(node), is_map, is_taken});
    }

    void hand_over(YamlNode item) {
        lines_.forget_before(item.at);
        if (auto taken = items_.take(std::move(item)); !taken) throw NotTaken{taken.error()};
    }

    void close() {
        YamlNode node = std::move(open_.back().node);
        open_.pop_back();
        place(std::move(node));
    }

    void place(YamlNode node) {
        if (open_.empty()) {
            root_ = std::move(node);
            return;
        }
        Open& parent = open_.back();
        if (parent.is_taken) {
            hand_over(std::move(node));
        } else if (!parent.is_map) {
            parent.node.items.push_back(std::move(node));
        } else if (!parent.key) {
            parent.key = read_key(parent, node);
        } else {
            finish_entry(parent, std::move(node));
        }
    }

    static void finish_entry(Open& parent, YamlNode value) {
        const Key key = *std::move(parent.key);
        parent.key.reset();
        if (!key.counts) return;
        // yaml-cpp puts an absent value where the next token is, often a line below.
        if (value.kind == YamlNode::Kind::nothing) value.at = key.at;
        parent.node.entries.push_back({key.text, key.at, std::move(value)});
    }

    Key read_key(Open& map, const YamlNode& node) {
        if (node.kind == YamlNode::Kind::refused) return {"", node.at, false};
        if (node.kind != YamlNode::Kind::scalar) {
            findings_.add(node.at, "a key must be a plain word");
        } else if (node.text == "<<") {
            findings_.add(node.at, "merge keys (<<) are not supported: write the settings out");
        } else {
            const auto [same, is_new] = map.lines_of_keys.emplace(node.text, node.at.line);
            if (is_new) return {node.text, node.at, true};
            findings_.add(node.at, "duplicate key " + in_quotes(node.text) +
                                       ": it stands on line " + std::to_string(same->second) +
                                       " already");
        }
        return {"", node.at, false};
    }

    SourceLines& lines_;
    Findings& findings_;
    const ItemsOf& items_;
    std::vector<Open> open_;
    YamlNode root_;
    FilePosition start_;
};

void add_syntax_error(const YAML::Exception& error, const SourceLines& lines, Findings& findings) {
    const auto at = error.mark.is_null() ? FilePosition{} : lines.within(position(error.mark));
    // The commonest error of all, which the parser describes in terms of its own.
    if (const auto tab = lines.indenting_tab(at.line)) {
        findings.add(*tab, "a tab stands in the indentation: YAML allows only blanks there");
        return;
    }
    findings.add(at, "YAML syntax: " + error.msg);
}

YamlTree read_documents(SourceFeed& feed, Findings& findings, const ItemsOf& items) {
    std::istream in(&feed);
    YAML::Parser parser(in);
    TreeBuilder first(feed.lines(), findings, items);
    if (!parser.HandleNextDocument(first)) return {YamlNode{}};

    Findings ignored("");
    const ItemsOf none;
    TreeBuilder second(feed.lines(), ignored, none);
    if (parser.HandleNextDocument(second)) {
        findings.add(second.start(), "a second document begins here: one file is one document");
    }
    return {first.take_root()};
}

Result<YamlTree> read_feed(SourceFeed& feed, Findings& findings, const ItemsOf& items) {
    try {
        return read_documents(feed, findings, items);
    } catch (const YAML::Exception& error) {
        // The end that the parser did not expect may be that of what could be read.
        if (!feed.failure() && !feed.fault()) add_syntax_error(error, feed.lines(), findings);
        return YamlTree{{}, false};
    } catch (const NotTaken& refusal) {
        return refusal.error;
    }
}

}  // namespace

Result<YamlTree> parse_yaml(const ReadBytes& read, Findings& findings, const ItemsOf& items) {
    SourceFeed feed(read);
    auto tree = read_feed(feed, findings, items);
    if (feed.failure()) return *feed.failure();
    if (!feed.fault()) return tree;
    findings = findings.emptied();
    findings.add(feed.fault()->at, feed.fault()->text + ": the file must be plain text in UTF-8");
    return YamlTree{{}, false};
}

YamlTree parse_yaml(std::string_view text, Findings& findings) {
    return parse_yaml(bytes_of(text), findings, {}).value();
}

}  // namespace postern
