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

const Seal kSeal{kNoon, "4jXx1n67Fyz1bwdB"};

TEST(Seal, IsReadAsItWasWritten) {
    const auto value = write_seal(kKeys, draft(), kSeal);
    const auto seal = read_seal(kKeys, draft(), value);
    ASSERT_TRUE(seal) << seal.error().what;
    EXPECT_EQ(*seal, kSeal);
    EXPECT_TRUE(read_seal(kKeys, draft(), "v=1;\n " + value.substr(5)));
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
             "", "v=1", "v=2; " + value.substr(5), value.substr(0, value.size() - 1), value + "a",
             "v=1; t=x; q=y; m=z", std::string(70000, ';')}) {
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

}  // namespace
}  // namespace postern
