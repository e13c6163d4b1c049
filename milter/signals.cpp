// SPDX-License-Identifier: Apache-2.0
#include "signals.hpp"

#include <cerrno>
#include <csignal>
#include <fcntl.h>
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

volatile std::sig_atomic_t wish_fd = -1;  // NOLINT: all that a handler may touch

extern "C" void on_signal(int signal) {
    const int kept = errno;
    const char wish = signal == SIGHUP ? 'r' : 's';
    (void)!::write(wish_fd, &wish, 1);
    errno = kept;
}

}  // namespace

Signals::Signals() {
    if (::pipe2(pipe_.data(), O_CLOEXEC) != 0) {
        throw std::system_error(errno, std::generic_category(), "pipe");
    }
    wish_fd = pipe_[1];
    struct sigaction action {};
    action.sa_handler = on_signal;
    // Not deferred: while a handler ran with its signal blocked, the next one of that kind would
    // go to libmilter's thread.
    action.sa_flags = SA_RESTART | SA_NODEFER;
    for (const int signal : {SIGHUP, SIGTERM, SIGINT}) ::sigaction(signal, &action, nullptr);
    // Errors of a write, to be handled where it is made: nobody reads, the file may not grow.
    ::signal(SIGPIPE, SIG_IGN);
    ::signal(SIGXFSZ, SIG_IGN);
}

Signals::~Signals() {
    wish_fd = -1;
    ::close(pipe_[0]);
    ::close(pipe_[1]);
}

Wish Signals::wait() {
    // A handled signal always ends poll(), which read() under SA_RESTART it does not: the thread
    // sanitizer lets handlers run only then.
    pollfd ready{pipe_[0], POLLIN, 0};
    while (::poll(&ready, 1, -1) < 0 && errno == EINTR) {
    }
    char wish = 's';
    while (::read(pipe_[0], &wish, 1) < 0 && errno == EINTR) {
    }
    return wish == 'r' ? Wish::reload : Wish::stop;
}

void Signals::stop() {
    const char wish = 's';
    (void)!::write(pipe_[1], &wish, 1);
}

}  // namespace postern
