// SPDX-License-Identifier: Apache-2.0
#include "fixture.hpp"

#include <filesystem>
#include <stdexcept>

#include "postern/base/clock.hpp"
#include "postern/base/file.hpp"

#include "postfix_stub.hpp"

namespace postern {

namespace {

constexpr std::string_view kDraft = "<d1@chat.example>";

ProcessResult run(const Words& argv) {
    auto result = run_process(argv, std::chrono::seconds{60});
    if (!result) throw std::runtime_error(result.error().message());
    return *std::move(result);
}

template <typename Value>
Value must(Result<Value> result) {
    if (!result) throw std::runtime_error(result.error().message());
    return *std::move(result);
}

}  // namespace

ProcessResult run_binary(Words words) {
    words.insert(words.begin(), POSTERN_BINARY);
    return run(words);
}

OperatorCommand::OperatorCommand() {
    namespace fs = std::filesystem;
    const auto key = folder_.write("current.key", std::string(64, 'k'));
    fs::permissions(key, fs::perms::owner_read);
    configuration_ = folder_.write(
        "postern.yaml",
        "milter:\n  socket: unix:" + path("postern.sock") +
            "\n  user: \"\"\ndrafts:\n  domain: drafts.example\nsenders:\n"
            "  - domain: mail.example\n    bounce-domain: bounces.mail.example\n"
            "keys:\n  files: [" +
            key.string() +
            "]\n"
            "directory:\n  database: sqlite:" +
            path("directory.db") + "\nstate:\n  database: sqlite:" + path("state.db") +
            "\npostfix:\n  postqueue: " + write_postfix_stub(folder_, path("postern.sock")) + "\n");
}

std::string OperatorCommand::path(const std::string& name) const {
    return (folder_.path() / name).string();
}

ProcessResult OperatorCommand::postern(Words words) const {
    words.insert(words.begin(), {"-c", configuration_});
    return run_binary(std::move(words));
}

ProcessResult OperatorCommand::postern_reading(const std::string& text, const Words& words) const {
    const auto input = folder_.write("input", text).string();
    Words argv{"/bin/sh", "-c",          R"(input=$1; shift; exec "$@" < "$input")",
               "sh",      input,         POSTERN_BINARY,
               "-c",      configuration_};
    argv.insert(argv.end(), words.begin(), words.end());
    return run(argv);
}

nlohmann::json OperatorCommand::json_of(Words words) const {
    words.emplace_back("--json");
    const auto result = postern(std::move(words));
    EXPECT_EQ(result.exit_status, 0) << result.err;
    return nlohmann::json::parse(result.out);
}

void OperatorCommand::import(const std::string& yaml) const {
    const auto result = postern({"directory", "import", folder_.write("import.yaml", yaml)});
    ASSERT_EQ(result.exit_status, 0) << result.err;
}

void OperatorCommand::record(const std::vector<Notification>& notifications) const {
    must(state()->accept(notifications));
}

void OperatorCommand::bounce(const Notification& n, BounceClass bounce_class,
                             const std::string& diagnostic, bool is_only_likely) const {
    BounceOutcome outcome{n.address, "", bounce_class, DeliveryAction::failed,
                          "",        "", diagnostic,   ""};
    outcome.is_only_likely = is_only_likely;
    ProvedBounce bounce{n.id,
                        n.address,
                        n.agent,
                        n.kind,
                        n.decided.value(),
                        outcome,
                        "mx.firm.example",
                        SystemClock().now(),
                        n.attempt,
                        n.sender_domain,
                        n.provider};
    bounce.account = n.account;
    bounce.origin = ReportOrigin::ours;
    must(state()->bounced(bounce));
}

void OperatorCommand::disbelieve(const std::string& victim, Disbelief why) const {
    // Written when the state is closed, at the latest.
    state()->disbelieve(victim, why, SystemClock().now());
}

std::unique_ptr<State> OperatorCommand::state() const {
    return must(open_state({{"sqlite:" + path("state.db"), 1}}));
}

Notification notification_for(const std::string& agent) {
    const auto now = SystemClock().now();
    Notification n;
    n.id = "id-" + agent;
    n.account = "shop";
    n.draft = kDraft;
    n.agent = agent;
    n.chat = "c1";
    n.queue_id = "4Zq1";
    n.occurred = now - std::chrono::minutes{2};
    n.accepted = n.occurred;
    n.due = now;
    return n;
}

Notification withheld(Notification n, const std::string& rule, const std::string& reason) {
    n.fate = Fate::withheld;
    n.rule = rule;
    n.reason = reason;
    n.decided = n.accepted + std::chrono::milliseconds{120'040};
    return n;
}

Notification sent(Notification n, const std::string& address) {
    n.fate = Fate::sent;
    n.address = address;
    n.sender_domain = "mail.example";
    n.message_id = n.id + "@mail.example";
    n.decided = n.accepted + std::chrono::minutes{2};
    return n;
}

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

std::string source_file(const std::string& name) {
    return must(read_file(std::string(POSTERN_SOURCE_DIR) + "/" + name));
}

}  // namespace postern
