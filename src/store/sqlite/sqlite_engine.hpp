// SPDX-License-Identifier: Apache-2.0
//
// SQLite: one file in WAL mode, readers beside one writer.
//
// A reader opens the file without the right to create or change it; when all are closed, the log is
// brought into the file where this process may write it, so that a copy of the one file is whole.
// synchronous=FULL makes every commit an fsync of the log. The file is not mapped into memory,
// although that reads a little faster: whoever truncates a mapped file ends every process that
// reads it (SIGBUS).
#pragma once

#include <memory>
#include <string_view>

#include "engine.hpp"

namespace postern {

/// `path` must be absolute; ErrorCode::invalid otherwise.
Result<std::unique_ptr<Engine>> sqlite_engine(std::string_view path,
                                              const DatabaseOptions& options);

}  // namespace postern
