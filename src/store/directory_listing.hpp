// SPDX-License-Identifier: Apache-2.0
//
// Everything a directory holds, in the order of identifiers. Throws soci::soci_error.
#pragma once

#include "postern/store/editor.hpp"

#include "directory_reader.hpp"

namespace postern {

/// Within a transaction that the caller began.
DirectoryContent list_directory(soci::session& sql, DirectoryReader& reader);

/// How many accounts, groups, agents and chats of `before` are not in `after`.
int count_missing(const DirectoryContent& before, const DirectoryContent& after);

}  // namespace postern
