// SPDX-License-Identifier: Apache-2.0
#include "postern/gateway/postfix_queue.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>
#include <pwd.h>

#include "postern/base/process.hpp"
#include "postern/base/text.hpp"

namespace postern {

namespace {

constexpr Duration kRequestLimit = std::chrono::seconds{60};

std::optional<Duration> unit_of(std::string_view name) {
    if (name == "s") return std::chrono::seconds{1};
    if (name == "m") return std::chrono::minutes{1};
    if (name == "h") return std::chrono::hours{1};
    if (name.empty() || name == "d") return std::chrono::days{1};
    if (name == "w") return std::chrono::weeks{1};
    return std::nullopt;
}

std::optional<Duration> time_value(std::string_view text) {
    int count = 0;
    const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), count);
    if (ec != std::errc{} || count < 0) return std::nullopt;
    const auto unit = unit_of(text.substr(static_cast<std::size_t>(end - text.data())));
    return unit ? std::optional(*unit * count) : std::nullopt;
}

std::string postconf_of(const PostfixSettings& settings) {
    return std::filesystem::path(settings.postqueue).replace_filename("postconf").string();
}

std::optional<unsigned> user_id(const std::string& name) {
    std::array<char, 4096> room{};
    passwd entry{};
    passwd* found = nullptr;
    ::getpwnam_r(name.c_str(), &entry, room.data(), room.size(), &found);
    return found == nullptr ? std::nullopt : std::optional<unsigned>(found->pw_uid);
}

/// It was run to its end, and says that all is well.
Result<ProcessResult> succeeded(const std::vector<std::string>& argv,
                                Result<ProcessResult> result) {
    if (!result || result->exit_status == 0) return result;
    return Error{
        ErrorCode::unavailable,
        argv.front() + ": exit status " + std::to_string(result->exit_status) + ": " + result->err};
}

}  // namespace

std::optional<unsigned> mail_owner(const PostfixSettings& settings) {
    std::vector<std::string> argv{postconf_of(settings)};
    if (!settings.config_directory.empty())
        argv.insert(argv.end(), {"-c", settings.config_directory});
    argv.insert(argv.end(), {"-xh", "mail_owner"});
    const auto said = run_process(argv, kRequestLimit);
    const auto name = said && said->exit_status == 0 ? trim(said->out) : std::string_view{};
    return user_id(name.empty() ? "postfix" : std::string(name));
}

std::optional<Duration> read_lifetime(std::string_view lines) {
    std::optional<Duration> shortest;
    while (!lines.empty()) {
        const auto end = lines.find('\n');
        const auto value = time_value(trim(lines.substr(0, end)));
        if (!value) return std::nullopt;
        shortest = shortest ? std::min(*shortest, *value) : *value;
        lines = end == std::string_view::npos ? std::string_view{} : lines.substr(end + 1);
    }
    return shortest;
}

std::vector<std::string> PostfixQueue::command(const std::string& program,
                                               const std::vector<std::string>& arguments) const {
    std::vector<std::string> argv{program};
    if (!settings_.config_directory.empty()) {
        argv.insert(argv.end(), {"-c", settings_.config_directory});
    }
    argv.insert(argv.end(), arguments.begin(), arguments.end());
    return argv;
}

Result<void> PostfixQueue::present(const std::string& queue_id) {
    const auto argv = command(settings_.postqueue, {"-i", queue_id});
    const auto presented = succeeded(argv, run_process(argv, kRequestLimit, stop_.get_token()));
    return presented ? Result<void>{} : presented.error();
}

Result<QueueListing> PostfixQueue::list() {
    QueueReader reader(drafts_domain_);
    const auto argv = command(settings_.postqueue, {"-j"});
    const auto listed =
        succeeded(argv, run_process(
                            argv, [&](std::string_view piece) { return reader.take(piece); },
                            listing_limit_, stop_.get_token()));
    if (!listed) return listed.error();
    return reader.end();
}

std::optional<Duration> PostfixQueue::lifetime() {
    const auto postconf = postconf_of(settings_);
    // Mail with an empty envelope sender has a lifetime of its own.
    const auto argv = command(postconf, {"-xh", "maximal_queue_lifetime", "bounce_queue_lifetime"});
    const auto said = succeeded(argv, run_process(argv, kRequestLimit, stop_.get_token()));
    return said ? read_lifetime(said->out) : std::nullopt;
}

}  // namespace postern
