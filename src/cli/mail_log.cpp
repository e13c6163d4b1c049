// SPDX-License-Identifier: Apache-2.0
#include "mail_log.hpp"

#include <algorithm>
#include <fstream>
#include <set>

#include "postern/base/process.hpp"
#include "postern/base/text.hpp"

#include "postfix_programs.hpp"

namespace postern {

namespace {

/// Far more than a server writes in the minute that a trial takes.
constexpr std::streamoff kMostOfTheEnd = std::streamoff{8} << 20U;

/// "4Yx…" of "… postfix/smtp[12]: 4Yx…: to=<…", or "".
std::string_view queue_id_in(std::string_view line) {
    const auto begin = line.find("]: ");
    if (begin == line.npos) return {};
    line.remove_prefix(begin + 3);
    const auto end = line.find(": ");
    return end == line.npos ? std::string_view{} : line.substr(0, end);
}

/// What stands behind `name` up to `end`, or "".
std::string between(std::string_view line, std::string_view name, std::string_view end) {
    const auto begin = line.find(name);
    if (begin == line.npos) return {};
    line.remove_prefix(begin + name.size());
    return std::string(line.substr(0, line.find(end)));
}

Attempt read_attempt(std::string_view line) {
    const auto words = line.find(" (");
    return {std::string(queue_id_in(line)), between(line, " to=<", ">,"),
            between(line, " relay=", ","), between(line, " status=", " "),
            words == line.npos ? std::string()
                               : std::string(line.substr(words + 2, line.rfind(')') - words - 2))};
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
        const auto line = log.substr(0, log.find('\n'));
        log.remove_prefix(std::min(log.size(), line.size() + 1));
        if (line.find(named) != line.npos) files.emplace(queue_id_in(line));
        if (line.find(" status=") == line.npos) continue;
        if (files.contains(queue_id_in(line))) attempts.push_back(read_attempt(line));
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
