// SPDX-License-Identifier: Apache-2.0
#include "sqlite/sqlite_copy.hpp"

#include <cerrno>
#include <cstring>
#include <sys/stat.h>
#include <unistd.h>

#include <sqlite3.h>

#include "sqlite/file_in_place.hpp"

namespace postern {

namespace {

struct Close {
    void operator()(sqlite3* session) const { sqlite3_close(session); }
};
using Session = std::unique_ptr<sqlite3, Close>;

Error refused(const Session& session, const std::string& path) {
    return {ErrorCode::unavailable, sqlite3_errmsg(session.get()), {path}};
}

Result<Session> open(const std::string& path, int flags, Duration busy_timeout) {
    sqlite3* opened = nullptr;
    const int result = sqlite3_open_v2(path.c_str(), &opened, flags, nullptr);
    Session session(opened);
    if (result != SQLITE_OK) return refused(session, path);
    sqlite3_busy_timeout(opened, static_cast<int>(busy_timeout.count()));
    return session;
}

/// The first column of the first row; "" where there is none.
Result<std::string> ask(const Session& session, const std::string& path, const char* question) {
    std::string answer;
    const auto take = [](void* into, int, char** values, char**) {
        auto& text = *static_cast<std::string*>(into);
        if (text.empty() && values[0] != nullptr) text = values[0];
        return 0;
    };
    if (sqlite3_exec(session.get(), question, take, &answer, nullptr) != SQLITE_OK) {
        return refused(session, path);
    }
    return answer;
}

Result<void> check_whole(const Session& session, const std::string& path) {
    const auto answer = ask(session, path, "PRAGMA integrity_check(1)");
    if (!answer) return Error{ErrorCode::invalid, answer.error().what, {path}};
    if (*answer != "ok") return Error{ErrorCode::invalid, "is damaged: " + *answer, {path}};
    return {};
}

/// Whether it is the file that is written which has no room, or cannot be written.
bool is_of_target(int result) {
    return (result & 0xff) == SQLITE_FULL || result == SQLITE_IOERR_WRITE ||
           result == SQLITE_IOERR_FSYNC || result == SQLITE_IOERR_TRUNCATE;
}

/// All of it, within one reading transaction.
Result<void> copy(const Session& from, const std::string& path, const FileInPlace& to,
                  const char* journal) {
    const auto target = open(to.path(), SQLITE_OPEN_READWRITE, Duration{0});
    if (!target) return target.error();
    sqlite3_backup* const work = sqlite3_backup_init(target->get(), "main", from.get(), "main");
    if (work == nullptr) return refused(*target, to.path());
    const int done = sqlite3_backup_step(work, -1);
    sqlite3_backup_finish(work);
    if (done != SQLITE_DONE) {
        const auto& named = is_of_target(done) ? to.path() : path;
        return Error{ErrorCode::unavailable, sqlite3_errstr(done), {named}};
    }
    if (auto whole = check_whole(*target, to.path()); !whole) return whole;
    const auto kept = ask(*target, to.path(), journal);
    return kept ? Result<void>() : kept.error();
}

class SqliteRestoration final : public Restoration {
  public:
    SqliteRestoration(Session copy, std::string file, std::string path, Finish finish)
        : copy_(std::move(copy)),
          file_(std::move(file)),
          path_(std::move(path)),
          finish_(std::move(finish)) {}

    Result<void> put_in_place(TimePoint now) override {
        const auto alone = FileLock::take(path_);
        if (!alone) return alone.error();
        auto next = FileInPlace::make(path_ + ".restored", alone->mode().value_or(0640));
        if (!next) return next.error();
        if (auto copied = copy(copy_, file_, **next, "PRAGMA journal_mode=WAL"); !copied) {
            return copied;
        }
        if (auto finished = finish_((*next)->path(), now); !finished) return finished;
        // Its log does not go with it under the new name.
        bring_log_in((*next)->path());
        if (::access(((*next)->path() + "-wal").c_str(), F_OK) == 0) {
            return Error{ErrorCode::unavailable, "its log could not be closed", {(*next)->path()}};
        }
        // Before the file they do not belong to is there: a database with another one's log is
        // malformed.
        for (const auto* suffix : {"-wal", "-shm", "-journal"}) ::unlink((path_ + suffix).c_str());
        return (*next)->rename(path_);
    }

  private:
    Session copy_;
    std::string file_;
    std::string path_;
    Finish finish_;
};

}  // namespace

void bring_log_in(const std::string& path) {
    if (::access((path + "-wal").c_str(), F_OK) != 0) return;
    // The last session that may write closes the log. Until one reads, it has not looked at it.
    const auto session = open(path, SQLITE_OPEN_READWRITE, Duration{0});
    if (session) static_cast<void>(ask(*session, path, "SELECT count(*) FROM sqlite_schema"));
}

Result<void> write_copy(const std::string& path, const std::string& file, Duration busy_timeout) {
    struct stat there {};
    if (::lstat(file.c_str(), &there) == 0) {
        return Error{ErrorCode::conflict, "is there already", {file}};
    }
    const auto from = open(path, SQLITE_OPEN_READONLY, busy_timeout);
    if (!from) return from.error();
    auto next = FileInPlace::make(file + ".part", 0600);
    if (!next) return next.error();
    // One file: a copy that has a log of its own would be half of one.
    if (auto copied = copy(*from, path, **next, "PRAGMA journal_mode=DELETE"); !copied) {
        return copied;
    }
    return (*next)->rename(file);
}

Result<std::unique_ptr<Restoration>> open_copy(const std::string& file, const std::string& path,
                                               Duration busy_timeout, Finish finish) {
    auto copy = open(file, SQLITE_OPEN_READONLY, busy_timeout);
    if (!copy) return copy.error();
    if (auto whole = check_whole(*copy, file); !whole) return whole.error();
    return std::unique_ptr<Restoration>(
        std::make_unique<SqliteRestoration>(*std::move(copy), file, path, std::move(finish)));
}

}  // namespace postern
