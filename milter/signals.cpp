// SPDX-License-Identifier: Apache-2.0
#include "signals.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <system_error>

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
    action.sa_flags = SA_RESTART;
    for (const int signal : {SIGHUP, SIGTERM, SIGINT}) ::sigaction(signal, &action, nullptr);
    ::signal(SIGPIPE, SIG_IGN);
}

Signals::~Signals() {
    wish_fd = -1;
    ::close(pipe_[0]);
    ::close(pipe_[1]);
}

Wish Signals::wait() {
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
