// SPDX-License-Identifier: Apache-2.0
//
// Names are no reasons: a mailbox, a domain and a host named after every word that the patterns
// know, in replies whose reason is another.
#include <set>

#include <gtest/gtest.h>

#include "postern/base/file.hpp"
#include "postern/config/document.hpp"

#include "reply_reader.hpp"

namespace postern {
namespace {

using testing::read_reply;

/// "no such user" as "no-such-user"; "" for what no mailbox or host can be called.
std::string as_name(std::string_view phrase) {
    std::string out;
    for (const char c : phrase) {
        if (c == ' ' || c == '-') {
            out += '-';
        } else if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
            out += c >= 'a' ? c : static_cast<char>(c - 'A' + 'a');
        } else if (c != '*') {
            return {};
        }
    }
    return out;
}

/// Of every row that has words.
std::set<std::string> names() {
    const auto text = read_file(std::string(POSTERN_SOURCE_DIR) + "/conf/bounce-patterns.yaml");
    const auto root = read_document(*text, "bounce-patterns.yaml").value();
    std::set<std::string> out;
    for (const auto& section : root.entries) {
        for (const auto& row : section.value.items) {
            for (const auto& entry : row.entries) {
                if (entry.key != "words") continue;
                for (const auto& word : entry.value.items) out.insert(as_name(word.text));
            }
        }
    }
    out.erase("");
    return out;
}

struct Reply {
    std::string said;
    BounceClass wanted;
};

std::vector<Reply> replies(const std::string& name) {
    const auto mailbox = name + "@" + name + ".example";
    return {
        {"550 5.1.1 <" + mailbox + ">: Recipient address rejected: User unknown",
         BounceClass::user_unknown},
        {"552 5.2.2 <" + mailbox + ">: mailbox is full, see https://" + name + ".example/" + name,
         BounceClass::mailbox_full},
        {"554 5.7.1 <" + mailbox + ">: Relay access denied", BounceClass::policy},
        {"host mx." + name + ".example[192.0.2.1] said: 421 4.3.2 try again later",
         BounceClass::network_temporary},
        {"connect to " + name + ".example[192.0.2.1]:25: Connection refused",
         BounceClass::network_temporary},
        {"lost connection with mx." + name + ".test[192.0.2.1] while sending RCPT TO",
         BounceClass::network_temporary},
    };
}

TEST(Names, AreNoReasons) {
    const auto all = names();
    ASSERT_GT(all.size(), 1000U);
    for (const auto& name : all) {
        for (const auto& [said, wanted] : replies(name)) {
            const auto outcome = read_reply(said, name + "@" + name + ".example");
            EXPECT_EQ(name_of(outcome.bounce_class), name_of(wanted))
                << said << "\nby " << outcome.pattern;
        }
    }
}

/// "SC-001" is a code of Microsoft's, in a notice as well.
TEST(Names, AreNoIdiomsOfTheNotice) {
    const auto outcome = read_reply("550 5.1.1 User unknown", "sc-001@firm.example",
                                    "<sc-001@firm.example>: not delivered to sc-001.firm.example");
    EXPECT_EQ(name_of(outcome.bounce_class), "user-unknown") << outcome.pattern;
}

TEST(Names, OfOursAreNotTheRecipients) {
    for (const auto* said : {"550 <notifications@sender.example>: unknown user",
                             "550 5.1.2 sender.example: domain not found",
                             "550 prvs=1234abcd=notifications@sender.example: no such user"}) {
        const auto outcome = read_reply(said);
        EXPECT_EQ(name_of(outcome.bounce_class), "blocked") << said << "\nby " << outcome.pattern;
    }
}

TEST(Names, InBracesAreNoMarks) {
    const auto outcome = read_reply("550 {recipient} is unknown to {ip}");
    EXPECT_NE(outcome.pattern.find("unknown"), std::string::npos);
    EXPECT_EQ(outcome.diagnostic, "550 {recipient} is unknown to {ip}");
}

}  // namespace
}  // namespace postern
