// SPDX-License-Identifier: Apache-2.0
//
// Reads an import, an account at a time: from a document to the values it stands for, everything
// validated before anything is written.
//
// An incremental import is read on top of what is there: a key that is not written keeps its
// value. A whole one is read on top of nothing. The format is docs/directory.md's.
#pragma once

#include <string>

#include "postern/config/document.hpp"
#include "postern/store/listing.hpp"

#include "directory_reader.hpp"
#include "import_account.hpp"

namespace postern {

class ImportReading {
  public:
    ImportReading(std::string name, AddressObjection objection)
        : faults_(std::move(name), std::move(objection)) {}

    /// What is said of one account, complete. `existing` is null for a whole import; throws
    /// soci::soci_error where it cannot be read.
    DirectoryContent account(const DocumentNode& node, DirectoryReader* existing);

    /// Once one fault is known, nothing needs to be made ready to be written.
    [[nodiscard]] bool is_sound() const { return faults_.empty(); }

    /// What has been named so far.
    [[nodiscard]] const ImportMemory& named() const { return memory_; }

    /// After the last account: ErrorCode::invalid with every fault and its place. `document` is
    /// what stands around them.
    Result<void> finish(const DocumentNode& document);

  private:
    ImportFaults faults_;
    ImportMemory memory_;
};

}  // namespace postern
