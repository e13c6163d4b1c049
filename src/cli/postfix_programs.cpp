// SPDX-License-Identifier: Apache-2.0
#include "postfix_programs.hpp"

#include <unistd.h>

#include "postern/base/text.hpp"

namespace postern {

namespace {

constexpr auto kLimit = std::chrono::seconds{20};

/// Warnings are of main.cf; what keeps a table from being opened ends the program.
std::string fatal_words(const std::string& told) {
    const auto fatal = told.find("fatal: ");
    if (fatal == told.npos) return {};
    const auto end = told.find('\n', fatal);
    return std::string(trim(told.substr(fatal + 7, end == told.npos ? end : end - fatal - 7)));
}

}  // namespace

PostfixPrograms::PostfixPrograms(const PostfixSettings& settings)
    : folder_(std::filesystem::path(settings.postqueue).parent_path()),
      instance_(settings.config_directory) {}

Result<std::string> PostfixPrograms::postconf(const std::vector<std::string>& options) const {
    const auto done = run("postconf", options);
    if (!done) return done.error();
    if (done->exit_status == 0) return done->out;
    const auto words = std::string(trim(done->err.substr(0, done->err.find('\n'))));
    const bool absent = words.find("No such file") != words.npos;
    return Error{absent ? ErrorCode::not_found : ErrorCode::unavailable, words};
}

Result<std::string> PostfixPrograms::postmap(const std::string& table,
                                             const std::string& key) const {
    const auto done = run("postmap", {"-q", key, table});
    if (!done) return done.error();
    if (done->exit_status == 0) return std::string(trim(done->out));
    const auto words = fatal_words(done->err);
    if (done->exit_status == 1 && words.empty()) return std::string();
    return Error{ErrorCode::unavailable, words.empty() ? "postmap does not answer" : words};
}

Result<std::string> PostfixPrograms::listing(const std::string& table) const {
    const auto done = run("postmap", {"-s", table});
    if (!done) return done.error();
    if (done->exit_status == 0) return done->out;
    return Error{ErrorCode::unavailable, fatal_words(done->err)};
}

Result<void> PostfixPrograms::list_queue(const OutputReader& read) const {
    const auto done = run_process(command("postqueue", {"-j"}), read, kLimit);
    if (!done) return done.error();
    if (done->exit_status == 0) return {};
    return Error{ErrorCode::unavailable, std::string(trim(done->err))};
}

Result<void> PostfixPrograms::remove_from_queue(const std::string& queue_id) const {
    const auto done = run("postsuper", {"-d", queue_id});
    if (!done) return done.error();
    if (done->exit_status == 0) return {};
    return Error{ErrorCode::unavailable, fatal_words(done->err)};
}

std::optional<bool> PostfixPrograms::runs() const {
    if (::geteuid() != 0) return {};
    const auto done = run("postfix", {"status"});
    if (!done) return {};
    // What a shell says of a program that is not there, too, is no answer.
    return done->exit_status <= 1 ? std::optional(done->exit_status == 0) : std::nullopt;
}

Result<ProcessResult> PostfixPrograms::run(const std::string& program,
                                           const std::vector<std::string>& options) const {
    return run_process(command(program, options), kLimit);
}

std::vector<std::string> PostfixPrograms::command(const std::string& program,
                                                  const std::vector<std::string>& options) const {
    std::vector<std::string> words{(folder_ / program).string()};
    if (!instance_.empty()) words.insert(words.end(), {"-c", instance_});
    words.insert(words.end(), options.begin(), options.end());
    return words;
}

std::string for_instance(std::string command, const std::string& folder) {
    if (folder.empty()) return command;
    for (auto at = command.find("postconf "); at != command.npos;
         at = command.find("postconf ", at + 9)) {
        command.insert(at + 9, "-c " + folder + " ");
    }
    return command;
}

}  // namespace postern
