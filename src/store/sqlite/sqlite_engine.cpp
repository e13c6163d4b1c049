// SPDX-License-Identifier: Apache-2.0
#include "sqlite/sqlite_engine.hpp"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <string>
#include <sys/stat.h>
#include <system_error>

#include "postern/base/text.hpp"

#include "failure.hpp"
#include "sqlite/sqlite_connection.hpp"
#include "sqlite/sqlite_copy.hpp"

namespace postern {

namespace {

class SqliteEngine final : public Engine {
  public:
    SqliteEngine(std::string path, const DatabaseOptions& options)
        : path_(std::move(path)),
          busy_timeout_(options.busy_timeout),
          log_octets_(options.log_octets) {}

    Result<std::unique_ptr<Connection>> connect(Access access) const override {
        struct stat found {};
        if (access == Access::read && ::stat(path_.c_str(), &found) != 0) {
            const auto code = errno == ENOENT ? ErrorCode::not_found : ErrorCode::unavailable;
            return Error{code, std::string(std::strerror(errno)), {path_}};
        }
        auto opened = catching([&]() -> std::unique_ptr<Connection> {
            return std::make_unique<SqliteConnection>(path_, access, busy_timeout_, log_octets_);
        });
        return std::move(opened).with_context(path_);
    }

    void leave_whole() const override { bring_log_in(path_); }

    std::uintmax_t log_octets() const override {
        std::error_code absent;
        const auto octets = std::filesystem::file_size(path_ + "-wal", absent);
        return absent ? 0 : octets;
    }

    Result<void> back_up(const std::string& file) const override {
        return write_copy(path_, file, busy_timeout_);
    }

    Result<std::unique_ptr<Restoration>> restoration(const std::string& file,
                                                     Finish finish) const override {
        return open_copy(file, path_, busy_timeout_, std::move(finish));
    }

  private:
    std::string path_;
    Duration busy_timeout_;
    std::int64_t log_octets_;
};

}  // namespace

Result<std::unique_ptr<Engine>> sqlite_engine(std::string_view path,
                                              const DatabaseOptions& options) {
    if (!path.starts_with('/')) {
        return Error{ErrorCode::invalid,
                     "'sqlite:' takes an absolute path, not " + in_quotes(path)};
    }
    if (path.find('"') != std::string_view::npos) {
        return Error{ErrorCode::invalid,
                     in_quotes(path) + ": a quote in the path is not supported"};
    }
    return std::unique_ptr<Engine>(std::make_unique<SqliteEngine>(std::string(path), options));
}

}  // namespace postern
