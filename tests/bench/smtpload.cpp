// SPDX-License-Identifier: Apache-2.0
//
// postern_smtpload: submits one message over and over by SMTP, "%n" in its headers replaced by its
// number, over several sessions at once. What smtp-source(1) cannot do: drafts need an identifier
// each.
//
// usage: postern_smtpload PORT SESSIONS FIRST_NUMBER MESSAGES FILE RECIPIENT
//
// Exit status: 0 once every message was queued, 1 where one was not, 2 where the command line is
// wrong.
#include <atomic>
#include <exception>
#include <iostream>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "postern/base/file.hpp"

#include "message_template.hpp"
#include "smtp_client.hpp"

namespace postern {

namespace {

struct Work {
    std::uint16_t port;
    std::size_t sessions;
    std::uint64_t first;
    std::uint64_t end;
    std::string recipient;
    MessageTemplate message;
};

std::string text_of(const MessageTemplate& message, std::uint64_t number) {
    std::string text;
    for (std::size_t i = 0; i < message.header_count(); ++i) {
        const auto& line = message.header(i, number);
        text.append(line.name).append(":").append(numbered(line.value, number)).append("\n");
    }
    return text.append("\n").append(message.body());
}

void submit(const Work& work, std::atomic<std::uint64_t>& next) {
    testing::SmtpClient client(work.port);
    for (auto number = next++; number < work.end; number = next++) {
        const auto sent =
            client.send("load@example.com", {work.recipient}, text_of(work.message, number));
        if (sent.end.accepted()) continue;
        const auto& reply = sent.end.code != 0 ? sent.end : sent.recipients.back();
        throw std::runtime_error("message " + std::to_string(number) + ": " +
                                 std::to_string(reply.code) + " " + reply.text);
    }
}

/// How many sessions failed; the first failure of each is on standard error.
int submit_all(const Work& work) {
    std::atomic<std::uint64_t> next = work.first;
    std::atomic<int> failed = 0;
    const auto session = [&] {
        try {
            submit(work, next);
        } catch (const std::exception& error) {
            ++failed;
            std::cerr << std::string("postern_smtpload: ") + error.what() + '\n';
        }
    };
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < work.sessions; ++i) threads.emplace_back(session);
    threads.clear();
    return failed;
}

Work work_of(const std::vector<std::string>& words) {
    const auto raw = read_file(words[4]);
    if (!raw) throw std::runtime_error(raw.error().message());
    auto message = MessageTemplate::parse(*raw);
    if (!message) throw std::runtime_error(words[4] + ": " + message.error().message());
    const auto first = std::stoull(words[2]);
    return {static_cast<std::uint16_t>(std::stoul(words[0])),
            std::stoul(words[1]),
            first,
            first + std::stoull(words[3]),
            words[5],
            *std::move(message)};
}

}  // namespace

}  // namespace postern

int main(int argc, char** argv) {
    try {
        if (argc != 7) {
            std::cerr << "usage: postern_smtpload PORT SESSIONS FIRST_NUMBER MESSAGES FILE "
                         "RECIPIENT\n";
            return 2;
        }
        return postern::submit_all(postern::work_of({argv + 1, argv + argc})) == 0 ? 0 : 1;
    } catch (const std::exception& error) {
        std::cerr << "postern_smtpload: " << error.what() << '\n';
        return 2;
    }
}
