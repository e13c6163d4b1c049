// SPDX-License-Identifier: Apache-2.0
#include "mail_log.hpp"

#include <algorithm>
#include <fstream>
#include <set>

#include "postern/base/process.hpp"
#include "postern/base/text.hpp"
#include "postern/trail/entry.hpp"
#include "postern/trail/line.hpp"

#include "postfix_programs.hpp"

namespace postern {

namespace {

/// Far more than a server writes in the minute that a trial takes.
constexpr std::streamoff kMostOfTheEnd = std::streamoff{8} << 20U;

Attempt attempt_of(const trail::Attempt& read) {
    return {std::string(read.queue_id), std::string(read.to), std::string(read.relay),
            std::string(trail::name_of(read.status)), std::string(read.words)};
}

/// "4Yx…" of "4Yx…: message-id=<…>", where cleanup(8) says that of this message.
std::string_view file_of(const trail::Line& line, std::string_view named) {
    const auto end = line.message.find(": ");
    const bool is_it = end != line.message.npos && line.message.substr(end + 2) == named &&
                       line.program.ends_with("cleanup");
    return is_it ? line.message.substr(0, end) : std::string_view();
}

std::string end_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary | std::ios::ate);
    if (!file) return {};
    const std::streamoff size = file.tellg();
    file.seekg(std::max<std::streamoff>(0, size - kMostOfTheEnd));
    return {std::istreambuf_iterator<char>(file), {}};
}

std::string journal(TimePoint since) {
    using std::chrono::seconds;
    const auto second = std::chrono::floor<seconds>(since).time_since_epoch().count();
    const auto read = run_process({"journalctl", "--quiet", "--no-pager", "--output=short",
                                   "--facility=mail", "--since=@" + std::to_string(second)},
                                  seconds{10});
    return read && read->exit_status == 0 ? read->out : std::string();
}

}  // namespace

std::vector<Attempt> attempts_in(std::string_view log, std::string_view message_id) {
    std::set<std::string, std::less<>> files;
    std::vector<Attempt> attempts;
    const auto named = "message-id=" + std::string(message_id);
    while (!log.empty()) {
        const auto text = log.substr(0, log.find('\n'));
        log.remove_prefix(std::min(log.size(), text.size() + 1));
        const auto line = trail::read_line(text);
        if (!line) continue;
        if (const auto file = file_of(*line, named); !file.empty()) files.emplace(file);
        const auto entry = trail::read_entry(line->program, line->message);
        const auto* attempt = entry ? std::get_if<trail::Attempt>(&*entry) : nullptr;
        if (attempt != nullptr && files.contains(attempt->queue_id))
            attempts.push_back(attempt_of(*attempt));
    }
    return attempts;
}

std::string read_mail_log(const PostfixSettings& settings, TimePoint since) {
    const auto own = PostfixPrograms(settings).postconf({"-h", "-x", "maillog_file"});
    const std::vector<std::string> files{own ? std::string(trim(*own)) : "", "/var/log/mail.log",
                                         "/var/log/maillog"};
    for (const auto& file : files) {
        if (auto text = file.empty() ? std::string() : end_of(file); !text.empty()) return text;
    }
    return journal(since);
}

}  // namespace postern
