// SPDX-License-Identifier: Apache-2.0
#include "daemon_test.hpp"

#include <algorithm>
#include <filesystem>
#include <stdexcept>

#include "postern/base/clock.hpp"
#include "postern/base/text.hpp"

#include "wait.hpp"

namespace postern::testing {

namespace {

constexpr std::string_view kSecret = "a key that protects nothing but a test of postern";

constexpr std::string_view kDirectory = R"yaml(
accounts:
  - id: shop
    plan: pro
    notifications: { offline-message: true, missed-chat: true }
    agents:
      - { id: anna, name: Anna, address: anna@shop.example }
      - { id: ben, name: Ben, address: ben@shop.example }
  - id: quiet
    plan: standard
    notifications: { offline-message: false, missed-chat: false }
    agents:
      - { id: quentin, name: Quentin, address: quentin@quiet.example }
)yaml";

template <typename T>
T must(Result<T> result) {
    if (!result) throw std::runtime_error(result.error().message());
    return *std::move(result);
}

std::string seconds_of(TimePoint at) {
    return format_time(std::chrono::floor<std::chrono::seconds>(at));
}

}  // namespace

std::string long_ago() {
    return seconds_of(SystemClock().now() - std::chrono::hours{1});
}
std::string just_now() {
    return seconds_of(SystemClock().now());
}

MilterMessage with(MilterMessage message, const std::string& name, const std::string& value) {
    const auto field = std::find_if(message.headers.begin(), message.headers.end(),
                                    [&](const auto& f) { return iequals(f.first, name); });
    if (field == message.headers.end()) {
        message.headers.emplace_back(name, value);
    } else {
        field->second = value;
    }
    return message;
}

MilterMessage without(MilterMessage message, const std::string& name) {
    std::erase_if(message.headers, [&](const auto& field) { return iequals(field.first, name); });
    return message;
}

DaemonTest::DaemonTest() : keys_(must(KeyRing::from({std::string(kSecret)}))) {
    const auto key = folder_.write("key", kSecret);
    std::filesystem::permissions(key, std::filesystem::perms::owner_read);
    must(directory()->import(kDirectory, "directory.yaml", true));
    groups_ = {
        {"milter", "{ socket: '" + address() + "', socket-mode: '0600', user: '' }"},
        {"drafts", "{ domain: drafts.example, networks: [127.0.0.1] }"},
        {"senders", "[ { domain: mail.example, bounce-domain: bounces.mail.example } ]"},
        {"unsubscribe", "{ url: \"https://chat.example/unsubscribe?t={token}\" }"},
        {"stream", "{ feedback-id: chatsender, list-id: lists.example }"},
        {"keys", "{ files: [ " + path("key") + " ] }"},
        {"directory", "{ database: \"sqlite:" + path("directory.db") + "\" }"},
        {"state", "{ database: \"sqlite:" + path("state.db") + "\" }"},
        {"database", "{ busy-timeout: 100ms }"},
        {"postfix", "{ postqueue: /bin/true }"},
        {"dns", "{ check-domains: never }"},
    };
    write_configuration();
}

void DaemonTest::configure(const std::string& group, const std::string& text) {
    groups_[group] = text;
    write_configuration();
}

void DaemonTest::write_configuration() const {
    std::string text;
    for (const auto& [group, content] : groups_)
        text.append(group).append(": ").append(content).append("\n");
    (void)folder_.write("postern.yaml", text);
}

Posternd& DaemonTest::start() {
    daemon_.emplace(
        PosterndPaths{POSTERND, path("postern.yaml"), path("postern.sock"), path("log")});
    if (!MilterClient(address()).negotiate()) throw std::runtime_error("posternd does not talk");
    return *daemon_;
}

::testing::AssertionResult DaemonTest::logs(const std::string& text) {
    const auto written = [&] { return daemon().log().find(text) != std::string::npos; };
    if (wait_until(written)) return ::testing::AssertionSuccess();
    return ::testing::AssertionFailure() << "not in the log: " << text << "\n" << daemon().log();
}

MilterClient DaemonTest::connect(const std::string& daemon_name,
                                 const std::string& client_address) const {
    MilterClient client(address());
    if (!client.negotiate()) throw std::runtime_error("posternd refused to negotiate");
    client.greet(daemon_name, client_address);
    return client;
}

MilterMessage DaemonTest::draft(const std::string& id) {
    MilterMessage message;
    message.recipients = {"shop@drafts.example"};
    message.headers = {{"From", "Chat at Shop <chat@platform.example>"},
                       {"To", "shop@drafts.example"},
                       {"Reply-To", "visitor@home.example"},
                       {"Subject", "A visitor wrote"},
                       {"Date", "Mon, 23 Nov 2026 12:00:01 +0000"},
                       {"Message-ID", "<" + id + "@platform.example>"},
                       {"Postern-Kind", "offline-message"},
                       {"Postern-Account", "shop"},
                       {"Postern-Chat", "chat-1"},
                       {"Postern-Occurred", long_ago()},
                       {"Postern-Draft-Id", id}};
    return message;
}

MilterMessage DaemonTest::handed_over(const MilterMessage& draft, const std::string& agent) {
    const auto outcome = connect().send(draft);
    if (outcome.end.answer != FilterAnswer::accept) {
        throw std::runtime_error("the draft was not accepted: " + outcome.end.text);
    }
    auto message = draft.edited(outcome.end.edits);
    std::erase_if(message.recipients, [&](const std::string& recipient) {
        return !recipient.starts_with(agent + "+");
    });
    message.headers.insert(message.headers.begin(), {"Received", "from platform by hop1"});
    message.queue_id = "4jXhop2";
    return message;
}

std::unique_ptr<State> DaemonTest::state() const {
    StateOptions options;
    options.database = {"sqlite:" + path("state.db")};
    options.read_only = true;
    return must(open_state(options));
}

std::vector<Notification> DaemonTest::notifications() const {
    NotificationFilter everything;
    everything.limit = 100'000;
    return must(state()->find(everything));
}

std::vector<std::string> DaemonTest::record() const {
    std::vector<std::string> lines;
    for (const auto& n : notifications()) {
        std::string line = n.agent + " " + std::string(name_of(n.fate));
        if (!n.rule.empty()) line += " " + n.rule;
        lines.push_back(line);
    }
    std::sort(lines.begin(), lines.end());
    return lines;
}

std::set<std::string> DaemonTest::drafts_on_record() const {
    std::set<std::string> ids;
    for (const auto& n : notifications()) ids.insert(n.draft);
    return ids;
}

std::unique_ptr<DirectoryEditor> DaemonTest::directory() const {
    return must(open_directory_editor({"sqlite:" + path("directory.db")}));
}

}  // namespace postern::testing
