// SPDX-License-Identifier: Apache-2.0
//
// Reads an import: from a document to the values it stands for, everything validated first.
//
// An incremental import is read on top of what is there: a key that is not written keeps its
// value. A whole one is read on top of nothing. The format is docs/directory.md's.
#pragma once

#include <string>

#include "postern/config/document.hpp"
#include "postern/store/editor.hpp"

#include "directory_reader.hpp"

namespace postern {

/// What the document names, complete. `existing` is null for a whole import. ErrorCode::invalid
/// with every fault and its place; throws soci::soci_error where `existing` cannot be read.
Result<DirectoryContent> read_import(const DocumentNode& document, const std::string& name,
                                     DirectoryReader* existing, const AddressObjection& objection);

}  // namespace postern
