// SPDX-License-Identifier: Apache-2.0
//
// Whatever a message holds: every reader comes to an end soon, within its memory, and without an
// exception. Run under the sanitizers this finds more than it says.
#include <chrono>
#include <random>

#include <gtest/gtest.h>

#include "postern/mail/mailbox.hpp"
#include "postern/mail/structure.hpp"

namespace postern {
namespace {

HeaderList multipart(std::string boundary = "b") {
    return {{"MIME-Version", "1.0"},
            {"Content-Type", "multipart/mixed; boundary=\"" + std::move(boundary) + "\""}};
}

std::string repeated(std::string_view text, std::size_t times) {
    std::string out;
    out.reserve(text.size() * times);
    for (std::size_t i = 0; i < times; ++i) out += text;
    return out;
}

bool has_long_line(std::string_view body) {
    std::size_t length = 0;
    for (std::size_t i = 0; i < body.size(); ++i) {
        const bool crlf = body.substr(i, 2) == "\r\n";
        length = body[i] == '\n' ? 0 : length + 1;
        if (length > 998 && !crlf) return true;
    }
    return false;
}

/// Everything at once; what comes out must need no second round.
void expect_survived(const HeaderList& headers, std::string_view body) {
    (void)structural_fault(headers, body);
    const auto edits = shorten_lines(headers, body);
    if (!edits || edits->empty()) return;
    if (const auto* written = std::get_if<ReplaceBody>(&edits->back())) {
        EXPECT_FALSE(has_long_line(written->body));
    }
}

std::string random_text(std::mt19937& random, const std::vector<std::string>& words,
                        std::size_t most) {
    std::string out;
    for (auto n = random() % most; n > 0; --n) out += words[random() % words.size()];
    return out;
}

TEST(HostileInput, OfRandomBytesInMailboxes) {
    std::mt19937 random(3);
    const std::vector<std::string> words{"\"",
                                         "\\",
                                         "(",
                                         ")",
                                         "<",
                                         ">",
                                         "@",
                                         ",",
                                         ";",
                                         ":",
                                         ".",
                                         " ",
                                         "\n",
                                         "a",
                                         "\xC3",
                                         "=?",
                                         "?=",
                                         "?",
                                         "Q",
                                         "b?",
                                         "=C",
                                         "utf-8?Q",
                                         std::string(1, 0)};
    for (int round = 0; round < 50'000; ++round) {
        const auto text = random_text(random, words, 30);
        const auto name = display_name(text);
        if (!name) continue;
        const auto again = display_name(format_mailbox(*name, *Address::parse("a@firm.example")));
        ASSERT_TRUE(again) << *name;
    }
}

TEST(HostileInput, OfRandomMime) {
    std::mt19937 random(5);
    const std::vector<std::string> words{"--b",
                                         "--",
                                         "--bb",
                                         "\n",
                                         "\r\n",
                                         "\r",
                                         "\n\n",
                                         "\r\n\r\n",
                                         "Content-Type: ",
                                         "multipart/mixed; boundary=bb",
                                         "message/rfc822",
                                         "text/html",
                                         "application/x",
                                         "\n--b\n",
                                         "\n--b--\n",
                                         "\n--bb\n",
                                         "Content-Transfer-Encoding: ",
                                         "base64",
                                         "quoted-printable",
                                         "=",
                                         ";",
                                         "\"",
                                         "(",
                                         ":",
                                         " ",
                                         std::string(1'200, 'x'),
                                         std::string(300, '='),
                                         std::string(500, ' '),
                                         std::string(2, '\0'),
                                         "\xFF"};
    for (int round = 0; round < 20'000; ++round) {
        auto headers = multipart();
        if (round % 3 == 0) headers.back().value = random_text(random, words, 4);
        expect_survived(headers, random_text(random, words, 40));
    }
}

TEST(HostileInput, OfRandomBytesAsMime) {
    std::mt19937 random(9);
    for (int round = 0; round < 300; ++round) {
        std::string body(random() % 5'000, '\0');
        for (char& c : body) c = static_cast<char>(random());
        expect_survived(multipart(body.substr(0, 2)), body);
        expect_survived({}, body);
    }
}

TEST(HostileInput, Nested100ThousandTimes) {
    expect_survived(multipart(),
                    repeated("--b\nContent-Type: multipart/mixed; boundary=b\n\n", 100'000));
    expect_survived({{"MIME-Version", "1"}, {"Content-Type", "message/rfc822"}},
                    repeated("Content-Type: message/rfc822\n\n", 100'000));
    EXPECT_FALSE(display_name(repeated("(", 50'000)));
    EXPECT_FALSE(display_name(repeated("a:", 30'000)));
}

TEST(HostileInput, OfManyPartsAndLongBoundaries) {
    const std::string boundary(5'000, 'b');
    expect_survived(multipart(), repeated("--b\n\n", 500'000));
    expect_survived(multipart(boundary), repeated("--" + boundary + "\n\n", 1'000));
    expect_survived(multipart(repeated("-", 60)), repeated("-", 1'000'000));
    expect_survived(multipart(), repeated("--\n", 1'000'000));
}

TEST(HostileInput, TakesLinearTime) {
    constexpr std::size_t kSize = 4U << 20U;
    const auto begin = std::chrono::steady_clock::now();
    expect_survived({}, std::string(kSize, 'x'));
    expect_survived({}, repeated("=\r", kSize / 2));
    expect_survived(multipart(), "--b\nContent-Type: text/plain\n\n" + repeated("ü ", kSize / 3));
    expect_survived(multipart(), "--b\n" + repeated(" \n", kSize / 2));
    expect_survived(multipart(), "--b\n" + repeated("a:\n", kSize / 3));
    expect_survived(multipart(), "--b\nContent-Type: " + std::string(kSize, ';'));
    expect_survived(multipart(), "--b\nContent-Type: a/b" + repeated(";a=\"", kSize / 4));
    expect_survived(multipart(), "--b\nX: " + repeated(" a", kSize / 2) + "\n\n\n--b--\n");
    // Hours, were any of them quadratic.
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(120));
}

TEST(HostileInput, TakesLinearTimeInMailboxes) {
    const auto begin = std::chrono::steady_clock::now();
    for (const auto* piece : {"\"", "(", "<", ",", ":", ";", "a@b.example,", "=?utf-8?Q?", "=?",
                              "x:", "\\", "@", "<a@b>", "=?utf-8?q?a?= "}) {
        const std::string value = repeated(piece, 60'000 / std::string_view(piece).size());
        (void)display_name(value);
        (void)format_mailbox(value, *Address::parse("a@firm.example"));
    }
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(30));
}

}  // namespace
}  // namespace postern
