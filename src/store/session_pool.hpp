// SPDX-License-Identifier: Apache-2.0
//
// SessionPool<Reader>: a fixed number of reading sessions, each with its statements (a Reader)
// prepared once, lent out for one call at a time.
//
// A pool and no session per thread: libmilter's workers come and go, and a session opened and
// prepared per connection costs more than all its look-ups. A
// call waits while all are lent out. A session whose database was taken away, or that failed, is
// closed there and then; the next call that gets its place opens a new one, and so everything
// recovers by itself.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "postern/base/result.hpp"

#include "engine.hpp"
#include "failure.hpp"
#include "schema.hpp"

namespace postern {

template <typename Reader>
class SessionPool {
  public:
    SessionPool(std::shared_ptr<const Engine> engine, const Schema& schema)
        : engine_(std::move(engine)), schema_(&schema) {}
    SessionPool(const SessionPool&) = delete;
    SessionPool& operator=(const SessionPool&) = delete;
    ~SessionPool() {
        idle_.clear();
        engine_->leave_whole();
    }

    /// Opens all of them, at least one. Fails as Engine::connect() and check_schema() do.
    Result<void> open(int count) {
        do {
            auto session = connect();
            if (!session) return session.error();
            idle_.push_back(*std::move(session));
        } while (static_cast<int>(idle_.size()) < count);
        return {};
    }

    /// Opens none: each is opened by the first call that gets its place, and again as long as that
    /// fails.
    void open_when_asked(int count) {
        do idle_.emplace_back();
        while (static_cast<int>(idle_.size()) < count);
    }

    /// What `read(reader)` returns, from within one reading transaction.
    template <typename Read>
    auto read(Read&& read) -> Result<std::invoke_result_t<Read, Reader&>> {
        auto session = borrow();
        auto answer = read_with(session, std::forward<Read>(read));
        if (!answer) session.reset();
        give_back(std::move(session));
        return answer;
    }

    /// Those that are doubted (engine.hpp) and not lent out; the others when they come back.
    void close_doubted() {
        const std::lock_guard lock(mutex_);
        for (auto& session : idle_) close_if_doubted(session);
    }

  private:
    struct Session {
        explicit Session(std::unique_ptr<Connection> opened)
            : connection(std::move(opened)), reader(connection->sql()) {}

        std::unique_ptr<Connection> connection;
        Reader reader;
    };
    using Slot = std::unique_ptr<Session>;

    Result<Slot> connect() const {
        auto connection = engine_->connect(Access::read);
        if (!connection) return connection.error();
        if (auto fits = check_schema(**connection, *schema_); !fits) return fits.error();
        return catching([&] { return std::make_unique<Session>(*std::move(connection)); });
    }

    template <typename Read>
    auto read_with(Slot& session, Read&& read) const
        -> Result<std::invoke_result_t<Read, Reader&>> {
        if (session && !session->connection->is_current()) session.reset();
        if (!session) {
            auto opened = connect();
            // Once running, whatever is wrong with the database may be mended any moment.
            if (!opened) return Error{ErrorCode::unavailable, opened.error().message()};
            session = *std::move(opened);
        }
        return catching([&] {
            session->connection->begin(Access::read);
            auto answer = std::forward<Read>(read)(session->reader);
            session->connection->commit();
            return answer;
        });
    }

    /// The one used last, because its page cache is the warmest.
    Slot borrow() {
        std::unique_lock lock(mutex_);
        returned_.wait(lock, [&] { return !idle_.empty(); });
        for (auto& session : idle_) close_if_doubted(session);
        auto session = std::move(idle_.back());
        idle_.pop_back();
        return session;
    }

    static void close_if_doubted(Slot& session) {
        if (session && session->connection->is_doubted()) session.reset();
    }

    void give_back(Slot session) {
        close_if_doubted(session);
        {
            const std::lock_guard lock(mutex_);
            idle_.push_back(std::move(session));
        }
        returned_.notify_one();
    }

    std::shared_ptr<const Engine> engine_;
    const Schema* schema_;
    std::mutex mutex_;
    std::condition_variable returned_;
    std::vector<Slot> idle_;  ///< Null where one is to be opened again.
};

}  // namespace postern
