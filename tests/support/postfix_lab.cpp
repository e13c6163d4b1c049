// SPDX-License-Identifier: Apache-2.0
#include "postfix_lab.hpp"

#include <sstream>
#include <stdexcept>
#include <unistd.h>

#include "postern/base/file.hpp"
#include "postern/base/process.hpp"
#include "postern/base/text.hpp"

namespace postern::testing {

namespace {

constexpr auto kPatience = std::chrono::seconds(60);

template <typename T>
T or_throw(Result<T> result) {
    if (!result) throw std::runtime_error("Postfix lab: " + result.error().message());
    return std::move(result).value();
}

std::string run(const std::vector<std::string>& command) {
    auto done = or_throw(run_process(command, kPatience));
    if (done.exit_status != 0) throw std::runtime_error("Postfix lab: " + done.err);
    return std::move(done.out);
}

std::vector<std::string> up_command(const std::string& directory, const LabOptions& options) {
    std::vector<std::string> command{POSTERN_LAB, "up", directory, "--owner",
                                     std::to_string(::getpid())};
    if (!options.milter) command.emplace_back("--no-milter");
    if (options.receiver) command.emplace_back("--receiver");
    if (options.smtputf8) command.emplace_back("--smtputf8");
    if (options.remote) command.emplace_back("--remote");
    for (const auto& domain : options.sign) command.insert(command.end(), {"--sign", domain});
    for (const auto& line : options.settings) command.insert(command.end(), {"--set", line});
    return command;
}

std::map<std::string, std::string> parse_env(const std::string& text) {
    std::map<std::string, std::string> env;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        const auto equals = line.find('=');
        if (equals != std::string::npos) env[line.substr(0, equals)] = line.substr(equals + 1);
    }
    return env;
}

}  // namespace

std::optional<std::string> PostfixLab::unavailable() {
    const auto check = run_process({POSTERN_LAB, "check"}, kPatience);
    if (!check) return check.error().message();
    if (check->exit_status != 0) return std::string(trim(check->err));
    return std::nullopt;
}

PostfixLab::PostfixLab(const LabOptions& options) {
    run(up_command(directory_, options));
    env_ = parse_env(or_throw(read_file(directory_ / "env")));
}

// A lab that does not stop is the next test's trouble, and its keeper's; nothing to throw for.
PostfixLab::~PostfixLab() {
    static_cast<void>(run_process({POSTERN_LAB, "down", directory_}, kPatience));
}

std::string PostfixLab::dkim_record(const std::string& domain) const {
    const auto file = std::filesystem::path(value("DKIM_DIR")) / (domain + ".txt");
    return std::string(trim(or_throw(read_file(file))));
}

std::vector<SinkMessage> PostfixLab::sink_messages() const {
    return read_sink(value("SINK_DIR"));
}

std::string PostfixLab::log() const {
    return or_throw(read_file(value("MAIL_LOG")));
}

std::string PostfixLab::queue() const {
    return run({"postqueue", "-c", value("CONFIG_DIRECTORY"), "-j"});
}

std::uint16_t PostfixLab::port(const std::string& key) const {
    return static_cast<std::uint16_t>(std::stoul(value(key)));
}

}  // namespace postern::testing
