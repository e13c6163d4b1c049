// SPDX-License-Identifier: Apache-2.0
#include "import.hpp"

#include "import_account.hpp"

namespace postern {

Result<DirectoryContent> read_import(const DocumentNode& document, const std::string& name,
                                     DirectoryReader* existing, const AddressObjection& objection) {
    ImportFaults faults(name, objection);
    const ImportFields fields(document, "the document", {"accounts"}, faults);
    // An empty file is more likely an accident than the wish to remove everything.
    if (document.kind == DocumentNode::Kind::map && fields.find("accounts") == nullptr) {
        fields.missing("accounts", "at least an empty list");
    }
    DirectoryContent content;
    ImportMemory memory;
    for (const auto& node : fields.list("accounts")) {
        AccountImport(existing, memory, content, faults).read(node);
    }
    if (!faults.empty()) return faults.error();
    return content;
}

}  // namespace postern
