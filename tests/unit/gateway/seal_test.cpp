// SPDX-License-Identifier: Apache-2.0
#include "postern/gateway/seal.hpp"

#include <gtest/gtest.h>

namespace postern {
namespace {

const KeyRing kKeys = KeyRing::from({std::string(32, 'k')}).value();
const TimePoint kNoon = parse_time("2026-11-23T12:00:00.5Z").value();

Draft draft() {
    Draft d;
    d.account = "shop";
    d.chat = "chat-1";
    d.id = "d-1";
    d.occurred = kNoon;
    return d;
}

const Seal kSeal{kNoon, "4jXx1n67Fyz1bwdB", "mzxw6ytboi4dqmbq"};
/// As version 1 had it, from before an update.
const Seal kOldSeal{kNoon, "4jXx1n67Fyz1bwdB"};

TEST(Seal, IsReadAsItWasWritten) {
    const auto value = write_seal(kKeys, draft(), kSeal);
    const auto seal = read_seal(kKeys, draft(), value);
    ASSERT_TRUE(seal) << seal.error().what;
    EXPECT_EQ(*seal, kSeal);
    EXPECT_TRUE(read_seal(kKeys, draft(), "v=2;\n " + value.substr(5)));
}

TEST(Seal, OfTheVersionBeforeIsReadStill) {
    const auto value = write_seal(kKeys, draft(), kOldSeal);
    // What version 1 wrote with that key, to the letter.
    EXPECT_EQ(value,
              "v=1; t=1795435200500; q=4jXx1n67Fyz1bwdB; m=qaux4nl3exblmetjg4dzyqxineu66734");
    EXPECT_EQ(*read_seal(kKeys, draft(), value), kOldSeal);
    const auto path = internal_recipient(kKeys, draft(), kOldSeal, {"anna"}, "drafts.example");
    EXPECT_EQ(path, "anna+yni2uiqcdub2cgxd@drafts.example");
}

TEST(Seal, IsOfNoOtherVersionOrContent) {
    const auto value = write_seal(kKeys, draft(), kSeal);
    const auto content = value.find("; c=");
    const auto mac = value.find("; m=");
    EXPECT_FALSE(
        read_seal(kKeys, draft(), "v=1" + value.substr(3, content - 3) + value.substr(mac)));
    EXPECT_FALSE(read_seal(kKeys, draft(), "v=1" + value.substr(3)));
    EXPECT_FALSE(read_seal(kKeys, draft(), value.substr(0, content) + value.substr(mac)));
    EXPECT_FALSE(
        read_seal(kKeys, draft(), value.substr(0, content + 4) + "n" + value.substr(content + 5)));
    const auto old = write_seal(kKeys, draft(), kOldSeal);
    EXPECT_FALSE(read_seal(kKeys, draft(), "v=2; c=" + kSeal.content + old.substr(3)));
}

TEST(SealedContent, IsWhatTheDraftSays) {
    const HeaderList headers{{"Subject", "A visitor wrote"},
                             {"Date", "Mon, 23 Nov 2026 12:00:00 +0000"}};
    const Seal seal{kNoon, "4jX", sealed_content(headers, "Hello\r\n")};
    EXPECT_TRUE(says_what_was_sealed(seal, headers, "Hello\n"));
    EXPECT_FALSE(says_what_was_sealed(seal, headers, "Hallo\n"));
    EXPECT_FALSE(says_what_was_sealed(seal, {{"Subject", "A visitor wrote"}}, "Hello\n"));
    EXPECT_TRUE(says_what_was_sealed(kOldSeal, headers, "whatever")) << "version 1 covers none";
}

TEST(SealedContent, MayGetADateAndNothingElse) {
    const HeaderList headers{{"Subject", "A visitor wrote"}};
    const Seal seal{kNoon, "4jX", sealed_content(headers, "Hello\n")};
    auto more = headers;
    more.push_back({"Date", "Mon, 23 Nov 2026 12:00:00 +0000"});
    EXPECT_TRUE(says_what_was_sealed(seal, more, "Hello\n"));
    more.push_back({"Reply-To", "somebody@else.example"});
    EXPECT_FALSE(says_what_was_sealed(seal, more, "Hello\n"));
}

TEST(Seal, HoldsForOneDraftOnly) {
    const auto value = write_seal(kKeys, draft(), kSeal);
    auto other = draft();
    other.group = "sales";
    EXPECT_FALSE(read_seal(kKeys, other, value));
    other = draft();
    other.kind = Kind::missed_chat;
    EXPECT_FALSE(read_seal(kKeys, other, value));
    other = draft();
    other.occurred -= Duration{1};
    EXPECT_FALSE(read_seal(kKeys, other, value));
}

TEST(Seal, RefusesWhatItCannotRead) {
    const auto value = write_seal(kKeys, draft(), kSeal);
    for (const auto& text : std::vector<std::string>{
             "", "v=2", "v=3; " + value.substr(5), value.substr(0, value.size() - 1), value + "a",
             "v=2; t=x; q=y; c=x; m=z", std::string(70000, ';')}) {
        EXPECT_FALSE(read_seal(kKeys, draft(), text)) << text.substr(0, 80);
    }
}

TEST(InternalRecipient, IsReadBackForItsDraft) {
    const auto path = internal_recipient(kKeys, draft(), kSeal, {"anna"}, "drafts.example");
    const auto local = path.substr(0, path.find('@'));
    EXPECT_EQ(*read_internal_recipient(kKeys, draft(), kSeal, local), InternalRecipient{"anna"});
    const InternalRecipient copy{"anna", Leg::copy};
    const auto other_path = internal_recipient(kKeys, draft(), kSeal, copy, "drafts.example");
    EXPECT_NE(other_path, path);
    EXPECT_EQ(
        *read_internal_recipient(kKeys, draft(), kSeal, other_path.substr(0, other_path.find('@'))),
        copy);
    auto other = draft();
    other.id = "d-2";
    EXPECT_FALSE(read_internal_recipient(kKeys, other, kSeal, local));
    for (const auto* text : {"", "anna", "anna+", "+", "anna+aaaaaaaaaaaaaaaa"}) {
        EXPECT_FALSE(read_internal_recipient(kKeys, draft(), kSeal, text)) << text;
    }
}

/// What nobody has verified is kept and logged: it is a queue id or nothing.
TEST(Seal, NamesNoQueueFileThatPostfixCouldNotHave) {
    EXPECT_EQ(sealed_queue_file("v=2; t=1; q=4jXx1n67Fyz1bwdB; c=a; m=a"), "4jXx1n67Fyz1bwdB");
    EXPECT_EQ(sealed_queue_file("v=2; t=1; q=" + std::string(58'000, 'a') + "; m=a"), "");
    EXPECT_EQ(sealed_queue_file("v=2; t=1; q=../../x; m=a"), "");
}

}  // namespace
}  // namespace postern
