// SPDX-License-Identifier: Apache-2.0
#include "tcp_listeners.hpp"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>
#include <string_view>

namespace postern {

namespace {

namespace fs = std::filesystem;

/// A number, both addresses, the state, two words, a third, the user, another, the inode. An
/// address ends with its port, in hexadecimal digits.
std::optional<TcpListener> listener_of(const std::string& line) {
    constexpr std::string_view kListens = "0A";
    std::istringstream words(line);
    std::string skipped;
    std::string local;
    std::string state;
    std::string inode;
    TcpListener listener;
    words >> skipped >> local >> skipped >> state >> skipped >> skipped >> skipped >>
        listener.user >> skipped >> inode;
    const auto colon = local.rfind(':');
    if (!words || state != kListens || colon == local.npos) return {};
    std::from_chars(local.data() + colon + 1, local.data() + local.size(), listener.port, 16);
    listener.socket = "socket:[" + inode + "]";
    return listener;
}

}  // namespace

std::vector<TcpListener> tcp_listeners() {
    std::vector<TcpListener> all;
    for (const auto* table : {"/proc/self/net/tcp", "/proc/self/net/tcp6"}) {
        std::ifstream lines(table);
        for (std::string line; std::getline(lines, line);) {
            if (auto listener = listener_of(line)) all.push_back(*std::move(listener));
        }
    }
    return all;
}

bool listens_at(pid_t process, int port) {
    std::vector<std::string> sockets;
    for (auto& listener : tcp_listeners()) {
        if (listener.port == port) sockets.push_back(std::move(listener.socket));
    }
    if (process <= 0 || sockets.empty()) return false;
    std::error_code barred;
    for (const auto& open :
         fs::directory_iterator("/proc/" + std::to_string(process) + "/fd", barred)) {
        std::error_code closed;
        const auto target = fs::read_symlink(open.path(), closed).string();
        if (std::find(sockets.begin(), sockets.end(), target) != sockets.end()) return true;
    }
    return false;
}

pid_t master_of(const std::string& queue_directory) {
    pid_t process = 0;
    std::ifstream(queue_directory + "/pid/master.pid") >> process;
    return process;
}

}  // namespace postern
