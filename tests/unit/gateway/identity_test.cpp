// SPDX-License-Identifier: Apache-2.0
#include "postern/gateway/identity.hpp"

#include <gtest/gtest.h>

#include "postern/base/text.hpp"

namespace postern {
namespace {

using namespace std::chrono_literals;

const TimePoint kNoon = parse_time("2026-11-23T12:00:00Z").value();
const KeyRing kKeys = KeyRing::from({std::string(32, 'k')}).value();
const KeyRing kRotated = KeyRing::from({std::string(32, 'n'), std::string(32, 'k')}).value();

TEST(NotificationId, IsTheSameForTheSameEventOnly) {
    EXPECT_EQ(notification_id("shop", "d1", "anna"), notification_id("shop", "d1", "anna"));
    EXPECT_NE(notification_id("shop", "d1", "anna"), notification_id("shop", "d1", "ben"));
    EXPECT_NE(notification_id("shop", "d1a", "nna"), notification_id("shop", "d1", "anna"));
    EXPECT_EQ(notification_id("shop", "d1", "anna").size(), 16U);
}

TEST(ReturnPath, FitsALocalPartAndSurvivesAChangeOfCase) {
    const auto id = notification_id("shop", "d1", "anna");
    auto local = return_path_local(kKeys, id, kNoon);
    EXPECT_LE(local.size(), 64U);
    for (auto& c : local) c = static_cast<char>(std::toupper(c));
    const auto token = read_return_path(kKeys, local);
    ASSERT_TRUE(token);
    EXPECT_EQ(token->notification, id);
    EXPECT_EQ(token->issued, kNoon - 12h);
}

TEST(ReturnPath, SaysWhichDepartureItIs) {
    const auto id = notification_id("shop", "d1", "anna");
    const auto second = read_return_path(kKeys, return_path_local(kKeys, id, kNoon, 2));
    EXPECT_EQ(second.value(), (ReturnToken{id, kNoon - 12h, 2}));
    EXPECT_EQ(read_return_path(kKeys, return_path_local(kKeys, id, kNoon))->attempt, 1);
}

TEST(ReturnPath, VerifiesAfterRotationAndNotWithAnotherKey) {
    const auto local = return_path_local(kKeys, notification_id("s", "d", "a"), kNoon);
    EXPECT_TRUE(read_return_path(kRotated, local));
    EXPECT_FALSE(read_return_path(KeyRing::from({std::string(32, 'x')}).value(), local));
}

TEST(ReturnPath, IsOursInEveryCharacter) {
    const auto local = return_path_local(kKeys, notification_id("s", "d", "a"), kNoon);
    for (std::size_t i = 0; i < local.size(); ++i) {
        auto forged = local;
        forged[i] = forged[i] == 'a' ? 'b' : 'a';
        EXPECT_FALSE(read_return_path(kKeys, forged)) << i;
    }
    for (const auto* text : {"", "b+", "b+aaaa", "x", "b+00000000000000000000000000000000"}) {
        EXPECT_FALSE(read_return_path(kKeys, text)) << text;
    }
}

TEST(ThreadId, JoinsOneChatsNotifications) {
    EXPECT_EQ(thread_id(kKeys, "shop", "c1", "m.example"),
              thread_id(kKeys, "shop", "c1", "m.example"));
    EXPECT_NE(thread_id(kKeys, "shop", "c1", "m.example"),
              thread_id(kKeys, "shop", "c2", "m.example"));
}

TEST(UnsubscribeToken, IsSafeInAUrl) {
    const auto token = unsubscribe_token(kKeys, "anna.k-1_x", Kind::missed_chat);
    EXPECT_EQ(token.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-._~"),
              std::string::npos);
    EXPECT_NE(token, unsubscribe_token(kKeys, "anna.k-1_x", Kind::offline_message));
}

TEST(UnsubscribeToken, IsWhatTheDocumentationSays) {
    EXPECT_EQ(unsubscribe_token(kKeys, "anna", Kind::missed_chat),
              "anna~missed-chat~vsllsnlfzmwldfs4");
}

TEST(UnsubscribeToken, NamesAgentAndKindInEitherCaseAndAfterRotation) {
    const UnsubscribeToken annas{"anna.k-1_x", Kind::missed_chat};
    auto token = unsubscribe_token(kKeys, annas.agent, annas.kind);
    EXPECT_EQ(read_unsubscribe_token(kKeys, token).value(), annas);
    EXPECT_EQ(read_unsubscribe_token(kRotated, token).value(), annas);
    for (auto& c : token) c = static_cast<char>(std::toupper(c));
    EXPECT_EQ(read_unsubscribe_token(kKeys, token).value(), annas);
}

TEST(UnsubscribeToken, IsOursInEveryCharacter) {
    const auto token = unsubscribe_token(kKeys, "anna", Kind::missed_chat);
    for (std::size_t i = 0; i < token.size(); ++i) {
        auto forged = token;
        forged[i] = forged[i] == 'a' ? 'b' : 'a';
        EXPECT_FALSE(read_unsubscribe_token(kKeys, forged)) << i;
    }
    const auto other = KeyRing::from({std::string(32, 'x')}).value();
    EXPECT_FALSE(read_unsubscribe_token(other, token));
    for (const auto* text : {"", "~", "~~", "anna~missed-chat", "anna~missed-chat~", "a~b~c~d"}) {
        EXPECT_FALSE(read_unsubscribe_token(kKeys, text)) << text;
    }
    EXPECT_FALSE(read_unsubscribe_token(kKeys, token + "aaaaaaaa"));
}

}  // namespace
}  // namespace postern
