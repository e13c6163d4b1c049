// SPDX-License-Identifier: Apache-2.0
#include "postern/base/process.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <span>
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

/// What is there now; "" where the writer is gone, and the pipe closed.
std::string_view drained(Pipe& pipe, std::span<char> chunk) {
    const auto count = ::read(pipe.end(0), chunk.data(), chunk.size());
    if (count > 0) return {chunk.data(), static_cast<std::size_t>(count)};
    if (count == 0 || (errno != EINTR && errno != EAGAIN)) pipe.shut(0);
    return {};
}

struct Terms {
    const OutputReader& read_out;
    const OutputReader& read_err;
    Duration limit;
    const std::stop_token& stop;
};

Result<void> pass_on(Pipe& pipe, const OutputReader& to) {
    std::array<char, 16384> chunk{};
    const auto piece = drained(pipe, chunk);
    return piece.empty() ? Result<void>{} : to(piece);
}

Error killed(const std::string& why) {
    return {ErrorCode::unavailable, "killed " + why};
}

/// Reads both pipes until they end; an error says why that is not waited for.
Result<void> collect(Pipe& out, Pipe& err, const Terms& terms) {
    Pipe open_until_stopped;
    const std::stop_callback on_stop(terms.stop, [&] { open_until_stopped.shut(1); });
    const auto end = std::chrono::steady_clock::now() + terms.limit;
    while (out.end(0) >= 0 || err.end(0) >= 0) {
        if (terms.stop.stop_requested()) return killed("as it is to end");
        const auto left =
            std::chrono::duration_cast<Duration>(end - std::chrono::steady_clock::now());
        if (left <= Duration::zero()) return killed("after " + format_duration(terms.limit));
        std::array<pollfd, 3> wait{{{out.end(0), POLLIN, 0},
                                    {err.end(0), POLLIN, 0},
                                    {open_until_stopped.end(0), POLLIN, 0}}};
        if (::poll(wait.data(), wait.size(), static_cast<int>(left.count())) < 0) {
            if (errno == EINTR) continue;
            return killed(std::string("as it cannot be waited for: ") + std::strerror(errno));
        }
        if (wait[0].revents != 0) {
            if (auto taken = pass_on(out, terms.read_out); !taken) return taken;
        }
        if (wait[1].revents != 0) {
            if (auto taken = pass_on(err, terms.read_err); !taken) return taken;
        }
    }
    return {};
}

/// Starts it with its outputs in the pipes; the reason as errno has it where it cannot be.
int start(const std::vector<std::string>& argv, const Pipe& out, const Pipe& err, pid_t& child) {
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
    posix_spawnattr_setpgroup(&attributes, 0);
    posix_spawnattr_setflags(
        &attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);

    std::vector<char*> args;
    args.reserve(argv.size() + 1);
    for (const auto& arg : argv) args.push_back(const_cast<char*>(arg.c_str()));
    args.push_back(nullptr);
    const int spawned =
        ::posix_spawnp(&child, args[0], &actions, &attributes, args.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    return spawned;
}

/// Adds to `into`, which is not to become longer than `most`.
OutputReader kept_in(std::string& into, std::size_t most) {
    return [&into, most](std::string_view piece) -> Result<void> {
        if (into.size() + piece.size() > most) {
            return killed("as it wrote more than " + std::to_string(most) + " bytes");
        }
        into += piece;
        return {};
    };
}

Result<int> run(const std::vector<std::string>& argv, const Terms& terms) {
    Pipe out;
    Pipe err;
    if (!out.ok() || !err.ok()) return not_started(argv.front(), errno);
    pid_t child = -1;
    if (const int reason = start(argv, out, err, child); reason != 0) {
        return not_started(argv.front(), reason);
    }
    out.shut(1);
    err.shut(1);
    const auto collected = collect(out, err, terms);
    // Until it is waited for, nobody else's group can have that number.
    if (!collected) ::kill(-child, SIGKILL);
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    if (!collected) {
        return Error{collected.error().code, argv.front() + ": " + collected.error().what};
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace

Result<ProcessResult> run_process(const std::vector<std::string>& argv, Duration limit,
                                  const std::stop_token& stop, std::size_t most_output) {
    ProcessResult result;
    const auto status = run(
        argv, {kept_in(result.out, most_output), kept_in(result.err, most_output), limit, stop});
    if (!status) return status.error();
    result.exit_status = *status;
    return result;
}

Result<ProcessResult> run_process(const std::vector<std::string>& argv, const OutputReader& read,
                                  Duration limit, const std::stop_token& stop) {
    ProcessResult result;
    const auto status = run(argv, {read, kept_in(result.err, kMostOutput), limit, stop});
    if (!status) return status.error();
    result.exit_status = *status;
    return result;
}

}  // namespace postern
