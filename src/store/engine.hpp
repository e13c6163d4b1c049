// SPDX-License-Identifier: Apache-2.0
//
// What differs between database engines, behind SOCI: how a session is opened, what a transaction
// is called, and how a database that was taken away is noticed. One folder per engine.
//
// Inside this module a database's refusal travels as SOCI's own exception, up to the one place
// (failure.hpp) that turns it into an Error; nothing of it leaves the module.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include <soci/soci.h>

#include "postern/base/result.hpp"
#include "postern/store/backup.hpp"
#include "postern/store/directory.hpp"

namespace postern {

enum class Access { read, write };

/// One open session, for one thread at a time. Everything but is_current() throws
/// soci::soci_error, after which the connection is of no further use.
class Connection {
  public:
    Connection() = default;
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    virtual ~Connection() = default;

    [[nodiscard]] virtual soci::session& sql() = 0;

    /// False once what was opened has been deleted or replaced.
    [[nodiscard]] virtual bool is_current() const = 0;

    /// True once a session of this program was refused the right to write. An engine may share what
    /// it knows of a database between the sessions of one program, that lack of a right included,
    /// until the last of them is closed.
    [[nodiscard]] virtual bool is_doubted() const { return false; }

    /// A reading transaction sees one state; a writing one holds the right to write from its
    /// beginning on, so that what it read cannot change before it commits.
    virtual void begin(Access access) = 0;
    virtual void commit() = 0;
};

/// What is still to be written into a database that is put in place at a moment, in a file of
/// another name until then.
using Finish = std::function<Result<void>(const std::string& file, TimePoint now)>;

class Engine {
  public:
    Engine() = default;
    Engine(const Engine&) = delete;
    Engine& operator=(const Engine&) = delete;
    virtual ~Engine() = default;

    /// For reading the database must exist (ErrorCode::not_found); for writing it is created.
    virtual Result<std::unique_ptr<Connection>> connect(Access access) const = 0;

    /// After the last of a reader's sessions: brings into the database what a session without the
    /// right to write had to leave beside it. Does nothing where it must not or need not.
    virtual void leave_whole() const {}

    /// As log_octets() of postern/store/log_watch.hpp.
    virtual std::uintmax_t log_octets() const { return 0; }

    /// As back_up() and open_backup() of postern/store/backup.hpp; the schema is not looked at.
    virtual Result<void> back_up(const std::string& file) const = 0;
    /// What is to be put in place is finished by `finish` before.
    virtual Result<std::unique_ptr<Restoration>> restoration(const std::string& file,
                                                             Finish finish) const = 0;
};

/// By the scheme of the URL; ErrorCode::invalid names those there are.
Result<std::unique_ptr<Engine>> engine_of(const DatabaseOptions& options);

}  // namespace postern
