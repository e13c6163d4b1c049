// SPDX-License-Identifier: Apache-2.0
#include "posternd.hpp"

#include <array>
#include <cstring>
#include <fcntl.h>
#include <spawn.h>
#include <stdexcept>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "postern/base/file.hpp"

#include "wait.hpp"

extern char** environ;  // NOLINT: POSIX names it so

namespace postern::testing {

namespace {

bool accepts(const std::string& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof address.sun_path) throw std::runtime_error("too long: " + path);
    std::memcpy(address.sun_path, path.data(), path.size());
    const int probe = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const auto* peer = reinterpret_cast<const sockaddr*>(&address);
    const bool connected = ::connect(probe, peer, sizeof address) == 0;
    ::close(probe);
    return connected;
}

/// Through setpriv, so that the daemon dies with a test that is killed; the process id is its own.
pid_t spawn(const PosterndPaths& paths) {
    std::array<std::string, 7> words{"setpriv", "--pdeathsig",      "KILL", "--", paths.program,
                                     "-c",      paths.configuration};
    std::array<char*, 8> arguments{};
    for (std::size_t i = 0; i < words.size(); ++i) arguments.at(i) = words.at(i).data();

    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&files, 2, paths.log.c_str(), O_WRONLY | O_CREAT | O_APPEND,
                                     0644);
    posix_spawn_file_actions_adddup2(&files, 2, 1);
    pid_t child = -1;
    const int failure =
        ::posix_spawnp(&child, arguments[0], &files, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&files);
    if (failure != 0) throw std::runtime_error(std::string("setpriv: ") + std::strerror(failure));
    return child;
}

}  // namespace

Posternd::Posternd(PosterndPaths paths) : paths_(std::move(paths)) {
    start();
}

Posternd::~Posternd() {
    kill9();
}

void Posternd::start() {
    pid_ = spawn(paths_);
    await_socket();
}

void Posternd::await_socket() {
    bool ready = false;
    const auto settled = [&] { return (ready = accepts(paths_.socket)) || has_ended(); };
    const bool in_time = wait_until(settled);
    if (ready) return;
    kill9();
    throw std::runtime_error((in_time ? "posternd ended: " : "posternd does not listen: ") + log());
}

bool Posternd::has_ended() {
    if (pid_ < 0) return true;
    if (::waitpid(pid_, &status_, WNOHANG) == 0) return false;
    pid_ = -1;
    return true;
}

int Posternd::stop(int signal) {
    this->signal(signal);
    if (!wait_until([this] { return has_ended(); })) {
        this->signal(SIGKILL);
        ::waitpid(pid_, &status_, 0);
        pid_ = -1;
    }
    return WIFEXITED(status_) ? WEXITSTATUS(status_) : 128 + WTERMSIG(status_);
}

void Posternd::restart() {
    stop();
    start();
}

void Posternd::signal(int number) const {
    if (pid_ > 0) ::kill(pid_, number);
}

std::string Posternd::log() const {
    auto text = read_file(paths_.log);
    return text ? std::move(text).value() : text.error().message();
}

}  // namespace postern::testing
