// SPDX-License-Identifier: Apache-2.0
#include "import.hpp"

namespace postern {

DirectoryContent ImportReading::account(const DocumentNode& node, DirectoryReader* existing) {
    DirectoryContent content;
    AccountImport(existing, memory_, content, faults_).read(node);
    return content;
}

Result<void> ImportReading::finish(const DocumentNode& document) {
    const ImportFields fields(document, "the document", {"accounts"}, faults_);
    // An empty file is more likely an accident than the wish to remove everything.
    if (document.kind == DocumentNode::Kind::map && fields.find("accounts") == nullptr) {
        fields.missing("accounts", "at least an empty list");
    }
    const auto* accounts = fields.find("accounts");
    if (accounts != nullptr && accounts->kind == DocumentNode::Kind::nothing) {
        faults_.add(*accounts, "'accounts' says nothing: write [] where there are none");
    }
    static_cast<void>(fields.list("accounts"));
    if (!faults_.empty()) return faults_.error();
    return {};
}

}  // namespace postern
