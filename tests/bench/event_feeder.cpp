// SPDX-License-Identifier: Apache-2.0
#include "event_feeder.hpp"

#include <array>
#include <cstring>
#include <fcntl.h>
#include <stdexcept>
#include <sys/wait.h>
#include <unistd.h>

namespace postern::bench {

EventFeeder::EventFeeder(const std::string& postern, const std::string& url) {
    std::array<int, 2> to{};
    std::array<int, 2> from{};
    if (::pipe2(to.data(), O_CLOEXEC) != 0 || ::pipe2(from.data(), O_CLOEXEC) != 0) {
        throw std::runtime_error("no pipe");
    }
    pid_ = ::fork();
    if (pid_ < 0) throw std::runtime_error("no process");
    if (pid_ == 0) {
        ::dup2(to[0], STDIN_FILENO);
        ::dup2(from[1], STDOUT_FILENO);
        ::execl(postern.c_str(), "postern", "directory", "apply", "--acknowledge", "--database",
                url.c_str(), static_cast<char*>(nullptr));
        ::_exit(127);
    }
    ::close(to[0]);
    ::close(from[1]);
    in_ = to[1];
    out_ = ::fdopen(from[0], "r");
}

EventFeeder::~EventFeeder() {
    close_input();
    std::fclose(out_);
    ::waitpid(pid_, nullptr, 0);
}

void EventFeeder::write(const std::string& text) {
    for (std::size_t done = 0; done < text.size();) {
        const auto count = ::write(in_, text.data() + done, text.size() - done);
        if (count < 0) throw std::runtime_error("postern takes no more events");
        done += static_cast<std::size_t>(count);
    }
}

void EventFeeder::close_input() {
    if (in_ >= 0) ::close(in_);
    in_ = -1;
}

void EventFeeder::read_taken() {
    std::array<char, 1024> line{};
    if (std::fgets(line.data(), static_cast<int>(line.size()), out_) == nullptr) {
        throw std::runtime_error("postern ended");
    }
    if (std::strstr(line.data(), " taken\n") == nullptr) throw std::runtime_error(line.data());
}

}  // namespace postern::bench
