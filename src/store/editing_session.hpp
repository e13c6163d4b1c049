// SPDX-License-Identifier: Apache-2.0
//
// The one session a DirectoryEditor writes on. An edit is one transaction: what it returns is
// committed if it is a value; if it is an Error, or the database refused, the session is closed,
// which undoes it, and the next edit opens another.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <type_traits>
#include <utility>

#include "directory_listing.hpp"
#include "directory_pruning.hpp"
#include "directory_reader.hpp"
#include "directory_writer.hpp"
#include "engine.hpp"
#include "failure.hpp"
#include "pending_import.hpp"
#include "schema.hpp"

namespace postern {

class EditingSession {
  public:
    struct Session {
        Session(std::unique_ptr<Connection> opened, Duration stale_after)
            : connection(std::move(opened)),
              reader(connection->sql()),
              listing(connection->sql(), reader),
              writer(connection->sql(), stale_after),
              pruning(connection->sql()),
              pending(connection->sql()),
              save(connection->sql(), "SAVEPOINT one_of_many"),
              undo(connection->sql(), "ROLLBACK TO SAVEPOINT one_of_many"),
              release(connection->sql(), "RELEASE SAVEPOINT one_of_many") {}

        /// Within a transaction: what an Error comes of is undone, and nothing else.
        template <typename Change>
        Result<void> apart(const Change& change) {
            save.run();
            Result<void> changed = change(*this);
            if (!changed) undo.run();
            release.run();
            return changed;
        }

        std::unique_ptr<Connection> connection;
        DirectoryReader reader;
        DirectoryListing listing;
        DirectoryWriter writer;
        DirectoryPruning pruning;
        PendingImport pending;
        std::optional<PendingImport::State> import{};  ///< As this transaction found it.

      private:
        Query<In<>> save, undo, release;
    };

    EditingSession(std::unique_ptr<const Engine> engine, Duration stale_after)
        : engine_(std::move(engine)), stale_after_(stale_after) {}

    /// Creates and migrates the database where needed.
    Result<void> open() {
        auto connection = engine_->connect(Access::write);
        if (!connection) return connection.error();
        auto migrated = migrate_schema(**connection, kDirectorySchema);
        if (!migrated) return migrated;
        auto session = catching(
            [&] { return std::make_unique<Session>(*std::move(connection), stale_after_); });
        if (!session) return session.error();
        session_ = *std::move(session);
        return {};
    }

    /// `change(session)` returns a Result. Thread-safe: one edit after the other.
    template <typename Change>
    auto edit(const Change& change) -> std::invoke_result_t<Change, Session&> {
        return within(Access::write, change);
    }

    /// The same for what changes nothing, and takes no lock for it.
    template <typename Question>
    auto read(const Question& question) -> std::invoke_result_t<Question, Session&> {
        return within(Access::read, question);
    }

  private:
    template <typename Work>
    auto within(Access access, const Work& work) -> std::invoke_result_t<Work, Session&> {
        const std::lock_guard lock(mutex_);
        if (session_ && !session_->connection->is_current()) session_.reset();
        if (!session_) {
            if (auto opened = open(); !opened) return opened.error();
        }
        auto committed = catching([&] {
            session_->connection->begin(access);
            session_->import = session_->pending.state();
            auto done = work(*session_);
            if (done) session_->connection->commit();
            return done;
        });
        if (committed && *committed) return *std::move(committed);
        session_.reset();
        return committed ? std::move(*committed).error() : std::move(committed).error();
    }

    std::unique_ptr<const Engine> engine_;
    Duration stale_after_;
    std::mutex mutex_;
    std::unique_ptr<Session> session_;
};

}  // namespace postern
