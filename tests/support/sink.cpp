// SPDX-License-Identifier: Apache-2.0
#include "sink.hpp"

#include <cerrno>
#include <fcntl.h>
#include <optional>
#include <unistd.h>

#include "postern/base/file.hpp"
#include "postern/base/text.hpp"

namespace postern::testing {

namespace {

struct Path {
    std::string address;
    std::string parameters;
};

/// "<a@example.test> SIZE=1"
Path parse_path(std::string_view text) {
    const auto end = text.find('>');
    if (text.substr(0, 1) != "<" || end == std::string_view::npos) return {std::string(text), ""};
    return {std::string(text.substr(1, end - 1)), std::string(trim(text.substr(end + 1)))};
}

/// The value of the first line if it begins with `name`, and the line is taken off.
std::optional<std::string_view> take_line(std::string_view& text, std::string_view name) {
    if (text.substr(0, name.size()) != name) return std::nullopt;
    const auto end = text.find('\n');
    const auto line = text.substr(name.size(), end - name.size());
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    return trim(line);
}

/// The kernel grants a read lease only while nobody has the file open for writing. Where the file
/// system knows no leases, there is nothing better than to believe what is there.
bool is_complete(const std::string& file) {
    const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return false;
    const bool granted = ::fcntl(descriptor, F_SETLEASE, F_RDLCK) == 0;
    const bool written_to = !granted && errno == EAGAIN;
    ::close(descriptor);
    return !written_to;
}

}  // namespace

SinkMessage parse_sink_message(std::string_view file) {
    SinkMessage message;
    while (take_line(file, "X-Client-Addr:") || take_line(file, "X-Client-Proto:") ||
           take_line(file, "X-Helo-Args:")) {
    }
    if (const auto mail = take_line(file, "X-Mail-Args:")) {
        auto path = parse_path(*mail);
        message.sender = std::move(path.address);
        message.mail_parameters = std::move(path.parameters);
    }
    while (const auto recipient = take_line(file, "X-Rcpt-Args:")) {
        message.recipients.push_back(parse_path(*recipient).address);
    }
    take_line(file, "Received:");
    while (take_line(file, "\t")) {
    }
    // smtp-sink ends each file with an empty line of its own.
    if (!file.empty()) file.remove_suffix(1);
    message.text = file;
    return message;
}

std::vector<SinkMessage> read_sink(const std::filesystem::path& directory) {
    std::vector<SinkMessage> messages;
    for (const auto& entry : std::filesystem::directory_iterator(directory)) {
        if (!is_complete(entry.path())) continue;
        const auto file = read_file(entry.path());
        if (file) messages.push_back(parse_sink_message(*file));
    }
    return messages;
}

}  // namespace postern::testing
