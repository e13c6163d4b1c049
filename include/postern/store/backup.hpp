// SPDX-License-Identifier: Apache-2.0
//
// Copies of a database, and their way back.
//
// A copy is one file that holds everything as it was at one moment, whoever reads and writes
// meanwhile. It is checked from end to end when it is made and again before it is put in place.
// What fails changes nothing: neither a half copy nor a half database is left.
#pragma once

#include <memory>
#include <string>

#include "postern/base/result.hpp"
#include "postern/base/time.hpp"
#include "postern/store/directory.hpp"

namespace postern {

enum class Part { directory, state };

/// Into a file that is made for it, for its owner alone: ErrorCode::conflict where it exists.
Result<void> back_up(const DatabaseOptions& database, const std::string& file);

/// A copy that was found to be whole, ready to be put in place of a database.
class Restoration {
  public:
    Restoration() = default;
    Restoration(const Restoration&) = delete;
    Restoration& operator=(const Restoration&) = delete;
    virtual ~Restoration() = default;

    /// ErrorCode::conflict where any program has the database open. What belonged to the database
    /// that is replaced, its log included, goes with it. A state that is put back knows since when,
    /// and is of this program's version.
    virtual Result<void> put_in_place(TimePoint now) = 0;
};

/// Opens a copy for that database and checks it. ErrorCode::invalid where it is damaged or holds
/// no such part, ErrorCode::conflict where a newer postern wrote it. An older one is taken: it is
/// migrated as any older database is.
Result<std::unique_ptr<Restoration>> open_backup(const DatabaseOptions& database, Part part,
                                                 const std::string& file);

}  // namespace postern
