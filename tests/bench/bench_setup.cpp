// SPDX-License-Identifier: Apache-2.0
//
// postern_bench_setup: writes what a posternd needs that is to be measured (tests/bench/run).
//
//   DIR/postern.yaml    its configuration: listening on unix:DIR/posternd, databases and key in DIR
//   DIR/directory.db    account "bench" with its agents, all long gone from their devices, and a
//                       chat for each message
//   DIR/seals.txt       line n is the seal of MESSAGE with its number n, as DRAFT would have made
//   DIR/recipients.txt  line n is the recipient under which agent-1's copy of it travels to OUT
//
// Exit status: 0, or 1 where something cannot be written or MESSAGE is no draft in its canonical
// form, or 2 where the command line is wrong.
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <stdexcept>

#include <fmt/format.h>

#include "postern/base/clock.hpp"
#include "postern/base/file.hpp"
#include "postern/base/text.hpp"
#include "postern/gateway/configuration.hpp"
#include "postern/gateway/seal.hpp"
#include "postern/store/editor.hpp"

#include "message_template.hpp"

namespace fs = std::filesystem;

namespace postern {

namespace {

/// As many as an account of the usual size has.
constexpr int kAgents = 3;
constexpr int kDevices = 5;
constexpr std::string_view kAgent = "agent-1";

/// Nothing here can be mended by whoever called; main() says what it was.
template <typename T>
T must(Result<T> result) {
    if (!result) throw std::runtime_error(result.error().message());
    return *std::move(result);
}

void write_file(const fs::path& path, std::string_view text) {
    std::ofstream file(path, std::ios::binary);
    if (!(file << text << std::flush)) throw std::runtime_error("cannot write " + path.string());
    fs::permissions(path, fs::perms::owner_read | fs::perms::owner_write);
}

constexpr std::string_view kConfiguration = R"yaml(
milter:
  socket: "unix:{dir}/posternd"
  socket-mode: "0666"
  user: ""
drafts:
  domain: drafts.platform.example
  networks: [127.0.0.1]
senders:
  - domain: mail.example.com
    bounce-domain: bounces.mail.example.com
  - domain: example.net
    bounce-domain: bounces.example.net
unsubscribe:
  url: "https://chat.example.com/unsubscribe?t={{token}}"
keys:
  files: ["{dir}/key"]
directory:
  database: "sqlite:{dir}/directory.db"
state:
  database: "sqlite:{dir}/state.db"
postfix:
  postqueue: /bin/true
dns:
  check-domains: never
)yaml";

constexpr std::string_view kAccount = R"yaml(
accounts:
  - id: bench
    plan: pro
    notifications:
      offline-message: true
      missed-chat: true
    groups:
      - id: sales
    agents:
)yaml";

constexpr std::string_view kAgentEntry = R"yaml(
      - id: agent-{agent}
        name: Agent {agent}
        address: agent-{agent}@company.example
        groups: [sales]
        devices:
)yaml";

constexpr std::string_view kDeviceEntry = R"yaml(
          - id: device-{day}
            online-since: 2020-03-0{day}T08:00:00Z
            until: 2020-03-0{day}T16:00:00Z
)yaml";

std::string directory_text(std::uint64_t chats) {
    std::string text(kAccount);
    for (int agent = 1; agent <= kAgents; ++agent) {
        text += fmt::format(kAgentEntry, fmt::arg("agent", agent));
        for (int day = 1; day <= kDevices; ++day) {
            text += fmt::format(kDeviceEntry, fmt::arg("day", day));
        }
    }
    text += "    chats:\n";
    for (std::uint64_t chat = 0; chat < chats; ++chat)
        text += fmt::format("      - id: chat-{}\n", chat);
    return text;
}

/// The message as OUT sees it.
HeaderList headers_of(const MessageTemplate& message, std::uint64_t number) {
    HeaderList headers;
    for (std::size_t i = 0; i < message.header_count(); ++i) {
        const auto& line = message.header(i, number);
        headers.push_back({line.name, std::string(trim(numbered(line.value, number)))});
    }
    return headers;
}

Draft draft_of(const HeaderList& headers, TimePoint now) {
    auto read = read_draft(headers, now, Origin::sealed);
    if (const auto* fault = std::get_if<DraftFault>(&read)) {
        throw std::runtime_error("the message is no draft: " + fault->header + " " + fault->what);
    }
    auto draft = std::get<Draft>(std::move(read));
    const auto* occurred = find_header(headers, draft_header::kOccurred);
    if (occurred == nullptr || occurred->value != format_time(draft.occurred)) {
        throw std::runtime_error("the message needs a Postern-Occurred in the past");
    }
    return draft;
}

void write_seals(const fs::path& dir, const Configuration& configuration,
                 const MessageTemplate& message, std::uint64_t count) {
    const auto now = SystemClock().now();
    const auto& domain = configuration.settings.drafts.domain;
    std::string seals;
    std::string recipients;
    for (std::uint64_t number = 0; number < count; ++number) {
        const auto draft = draft_of(headers_of(message, number), now);
        const Seal seal{now, "BENCH" + std::to_string(number)};
        seals.append(draft_header::kSeal).append(": ");
        seals.append(write_seal(configuration.keys, draft, seal)).append("\n");
        recipients +=
            internal_recipient(configuration.keys, draft, seal, {std::string(kAgent)}, domain) +
            "\n";
    }
    write_file(dir / "seals.txt", seals);
    write_file(dir / "recipients.txt", recipients);
}

void set_up(const std::string& dir, std::uint64_t count, const std::string& message_file) {
    const auto message = must(MessageTemplate::parse(must(read_file(message_file))));
    write_file(dir + "/key", "a key that protects nothing but a benchmark");
    write_file(dir + "/postern.yaml", fmt::format(kConfiguration, fmt::arg("dir", dir)));
    const auto loaded = load_configuration(dir + "/postern.yaml");
    if (!loaded.configuration) throw std::runtime_error(loaded.findings.front().message());

    const auto& settings = loaded.configuration->settings;
    const auto editor = must(open_directory_editor({settings.directory.database}));
    must(editor->import(directory_text(count), "directory.yaml", true));
    write_seals(dir, *loaded.configuration, message, count);
}

}  // namespace

}  // namespace postern

int main(int argc, char** argv) {
    try {
        if (argc != 4) {
            std::cerr << "usage: postern_bench_setup DIR COUNT MESSAGE\n";
            return 2;
        }
        postern::set_up(fs::canonical(argv[1]).string(), std::stoull(argv[2]), argv[3]);
        return 0;
    } catch (const std::exception& error) {
        std::cerr << "postern_bench_setup: " << error.what() << '\n';
        return 1;
    }
}
