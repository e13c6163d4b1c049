// SPDX-License-Identifier: Apache-2.0
#include "signals.hpp"

#include <atomic>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <initializer_list>
#include <poll.h>
#include <system_error>
#include <unistd.h>

/// In place of the C library's, for this program and the libraries it loads: only libmilter's
/// thread waits for signals so, and would take any of them for "stop".
extern "C" int sigwait(const sigset_t* /*set*/, int* /*signal*/) {
    for (;;) ::pause();
}

namespace postern {

namespace {

// All that a handler may touch: atomics without a lock.
std::atomic<int> wake_fd = -1;           // NOLINT
std::atomic<bool> wants_reload = false;  // NOLINT
std::atomic<bool> wants_stop = false;    // NOLINT
static_assert(std::atomic<int>::is_always_lock_free && std::atomic<bool>::is_always_lock_free);

extern "C" void on_signal(int signal) {
    const int kept = errno;
    (signal == SIGHUP ? wants_reload : wants_stop) = true;
    // A full pipe wakes as well.
    (void)!::write(wake_fd, "", 1);
    errno = kept;
}

void heed(std::initializer_list<int> signals) {
    struct sigaction action {};
    action.sa_handler = on_signal;
    // Not deferred: while a handler ran with its signal blocked, the next one of that kind would
    // go to libmilter's thread.
    action.sa_flags = SA_RESTART | SA_NODEFER;
    sigset_t heeded;
    ::sigemptyset(&heeded);
    for (const int signal : signals) {
        ::sigaction(signal, &action, nullptr);
        ::sigaddset(&heeded, signal);
    }
    // Whoever started us may have had them blocked.
    ::pthread_sigmask(SIG_UNBLOCK, &heeded, nullptr);
}

}  // namespace

Signals::Signals() {
    if (::pipe2(pipe_.data(), O_CLOEXEC | O_NONBLOCK) != 0) {
        throw std::system_error(errno, std::generic_category(), "pipe");
    }
    wake_fd = pipe_[1];
    heed({SIGHUP});
}

Signals::~Signals() {
    wake_fd = -1;
    ::close(pipe_[0]);
    ::close(pipe_[1]);
}

void Signals::heed_ends() {
    heed({SIGTERM, SIGINT});
    // Errors of a write, to be handled where it is made: nobody reads, the file may not grow.
    ::signal(SIGPIPE, SIG_IGN);
    ::signal(SIGXFSZ, SIG_IGN);
}

Wish Signals::wait() {
    while (!wants_stop && !wants_reload) {
        // A handled signal always ends poll(), which read() under SA_RESTART it does not: the
        // thread sanitizer lets handlers run only then.
        pollfd ready{pipe_[0], POLLIN, 0};
        ::poll(&ready, 1, -1);
        std::array<char, 64> wakes{};
        while (::read(pipe_[0], wakes.data(), wakes.size()) > 0) {
        }
    }
    if (wants_stop) return Wish::stop;
    wants_reload = false;
    return Wish::reload;
}

void Signals::stop() {
    wants_stop = true;
    (void)!::write(pipe_[1], "", 1);
}

}  // namespace postern
