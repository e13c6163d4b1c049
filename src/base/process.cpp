// SPDX-License-Identifier: Apache-2.0
#include "postern/base/process.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;  // NOLINT: POSIX names it so

namespace postern {

namespace {

Error not_started(const std::string& program, int reason) {
    return {ErrorCode::unavailable, program + ": " + std::strerror(reason)};
}

/// Both ends of a pipe, closed on exec and at the end of the scope.
class Pipe {
  public:
    Pipe() { ok_ = ::pipe2(ends_.data(), O_CLOEXEC) == 0; }
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;
    ~Pipe() {
        shut(0);
        shut(1);
    }
    [[nodiscard]] bool ok() const { return ok_; }
    [[nodiscard]] int end(std::size_t which) const { return ends_.at(which); }
    void shut(std::size_t which) {
        if (ends_.at(which) >= 0) ::close(ends_.at(which));
        ends_.at(which) = -1;
    }

  private:
    std::array<int, 2> ends_{-1, -1};
    bool ok_ = false;
};

/// Appends what is there; closes the reading end once the writer is gone.
void drain(Pipe& pipe, std::string& into) {
    std::array<char, 16384> chunk{};
    const auto count = ::read(pipe.end(0), chunk.data(), chunk.size());
    if (count > 0) into.append(chunk.data(), static_cast<std::size_t>(count));
    if (count == 0 || (count < 0 && errno != EINTR && errno != EAGAIN)) pipe.shut(0);
}

/// Reads both pipes until they end. False if `limit` ran out first, or `stop` was requested.
bool collect(Pipe& out, Pipe& err, ProcessResult& into, Duration limit,
             const std::stop_token& stop) {
    Pipe open_until_stopped;
    const std::stop_callback on_stop(stop, [&] { open_until_stopped.shut(1); });
    const auto end = std::chrono::steady_clock::now() + limit;
    while (out.end(0) >= 0 || err.end(0) >= 0) {
        const auto left =
            std::chrono::duration_cast<Duration>(end - std::chrono::steady_clock::now());
        if (left <= Duration::zero() || stop.stop_requested()) return false;
        std::array<pollfd, 3> wait{{{out.end(0), POLLIN, 0},
                                    {err.end(0), POLLIN, 0},
                                    {open_until_stopped.end(0), POLLIN, 0}}};
        if (::poll(wait.data(), wait.size(), static_cast<int>(left.count())) < 0 && errno != EINTR)
            return false;
        if (wait[0].revents != 0) drain(out, into.out);
        if (wait[1].revents != 0) drain(err, into.err);
    }
    return true;
}

}  // namespace

Result<ProcessResult> run_process(const std::vector<std::string>& argv, Duration limit,
                                  const std::stop_token& stop) {
    Pipe out;
    Pipe err;
    if (!out.ok() || !err.ok()) return not_started(argv.front(), errno);

    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, out.end(1), 1);
    posix_spawn_file_actions_adddup2(&actions, err.end(1), 2);
    // The daemon blocks and ignores signals that a program of Postfix's expects at their defaults.
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    sigset_t none;
    sigset_t defaults;
    sigemptyset(&none);
    sigemptyset(&defaults);
    for (const int signal : {SIGPIPE, SIGHUP, SIGTERM, SIGINT, SIGXFSZ}) {
        sigaddset(&defaults, signal);
    }
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &defaults);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);

    std::vector<char*> args;
    args.reserve(argv.size() + 1);
    for (const auto& arg : argv) args.push_back(const_cast<char*>(arg.c_str()));
    args.push_back(nullptr);
    pid_t child = -1;
    const int spawned =
        ::posix_spawnp(&child, args[0], &actions, &attributes, args.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    if (spawned != 0) return not_started(argv.front(), spawned);

    out.shut(1);
    err.shut(1);
    ProcessResult result;
    const bool ended = collect(out, err, result, limit, stop);
    if (!ended) ::kill(child, SIGKILL);
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    if (!ended) {
        const auto why =
            stop.stop_requested() ? "as it is to end" : "after " + format_duration(limit);
        return Error{ErrorCode::unavailable, argv.front() + ": killed " + why};
    }
    result.exit_status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return result;
}

}  // namespace postern
