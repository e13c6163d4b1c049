// SPDX-License-Identifier: Apache-2.0
#include "postern/config/document.hpp"

#include "yaml_tree.hpp"

namespace postern {

namespace {

DocumentNode::Kind kind_of(YamlNode::Kind kind) {
    switch (kind) {
        case YamlNode::Kind::scalar:
            return DocumentNode::Kind::scalar;
        case YamlNode::Kind::list:
            return DocumentNode::Kind::list;
        case YamlNode::Kind::map:
            return DocumentNode::Kind::map;
        case YamlNode::Kind::nothing:
        case YamlNode::Kind::refused:
            break;
    }
    return DocumentNode::Kind::nothing;
}

DocumentNode document_of(YamlNode node) {
    DocumentNode out;
    out.kind = kind_of(node.kind);
    out.line = node.at.line;
    out.column = node.at.column;
    out.text = std::move(node.text);
    out.items.reserve(node.items.size());
    for (auto& item : node.items) out.items.push_back(document_of(std::move(item)));
    out.entries.reserve(node.entries.size());
    for (auto& entry : node.entries) {
        out.entries.push_back({std::move(entry.key), entry.at.line, entry.at.column,
                               document_of(std::move(entry.value))});
    }
    return out;
}

Result<DocumentNode> document_of(YamlTree tree, const Findings& findings) {
    std::string faults;
    for (const auto& finding : findings.sorted()) {
        faults.append(faults.empty() ? "" : "\n").append(finding.message());
    }
    if (!faults.empty()) return Error{ErrorCode::invalid, std::move(faults)};
    return document_of(std::move(tree.root));
}

}  // namespace

Result<DocumentNode> read_document(std::string_view text, const std::string& name) {
    Findings findings(name);
    auto tree = parse_yaml(text, findings);
    return document_of(std::move(tree), findings);
}

Result<DocumentNode> read_document(const ReadBytes& read, const std::string& name,
                                   const std::string& key, const TakeItem& take) {
    Findings findings(name);
    const ItemsOf items{key, [&](YamlNode node) { return take(document_of(std::move(node))); }};
    auto tree = parse_yaml(read, findings, items);
    if (!tree) return tree.error();
    return document_of(*std::move(tree), findings);
}

}  // namespace postern
