// SPDX-License-Identifier: Apache-2.0
//
// The fields that large mailbox providers ask for, and by which recipients sort.
#include "postern/gateway/identity.hpp"

#include "fixture.hpp"

namespace postern::testing {
namespace {

struct Rewriting : GatewayTest {
    Submission left() {
        const auto out = handed_over("anna");
        clock.advance(2min);
        return edited(out, present(out).edits);
    }

    void submit_with(const std::vector<HeaderField>& fields) {
        message.headers.insert(message.headers.end(), fields.begin(), fields.end());
    }

    void configure_all() {
        auto& settings = configuration->settings;
        settings.unsubscribe.url = "https://shop.example/u?t={token}";
        settings.stream = {"chatsender", "lists.example"};
    }

    const std::vector<HeaderField> own{{"List-Unsubscribe", "<https://platform.example/all>"},
                                       {"List-Unsubscribe-Post", "List-Unsubscribe=One-Click"},
                                       {"List-Id", "<all.platform.example>"},
                                       {"Feedback-ID", "c1:shop:mail:platform"},
                                       {"Feedback-ID", "c2:shop:mail:platform"}};
};

TEST_F(Rewriting, NamesTheStreamByKindAlone) {
    configure_all();
    const auto mail = left();
    EXPECT_EQ(header(mail, "List-Id"), "<offline-message.lists.example>");
    EXPECT_EQ(header(mail, "Feedback-ID"), "::offline-message:chatsender");
}

TEST_F(Rewriting, NamesTheSameStreamFromAnotherSenderDomain) {
    configure_all();
    configuration->settings.senders = {{"example.net", "bounces.example.net"}};
    const auto mail = left();
    EXPECT_EQ(header(mail, "From"), "Chat at Shop <notifications@example.net>");
    EXPECT_EQ(header(mail, "List-Id"), "<offline-message.lists.example>");
    EXPECT_EQ(header(mail, "Feedback-ID"), "::offline-message:chatsender");
}

/// A draft must not say that a rule kept it from somebody.
TEST_F(Rewriting, LetsNoFieldOfOursComeFromTheDraft) {
    submit_with({{"Fallback-For", "Ben <ben@shop.example>; reason=complaint"},
                 {"fallback-for", "Carl <carl@shop.example>"}});
    const auto mail = left();
    EXPECT_EQ(count_header(mail.headers, "Fallback-For"), 0U);
}

TEST_F(Rewriting, PutsItsOwnFieldsInPlaceOfTheDrafts) {
    configure_all();
    submit_with(own);
    const auto mail = left();
    EXPECT_EQ(header(mail, "List-Unsubscribe"),
              "<https://shop.example/u?t=" +
                  unsubscribe_token(configuration->keys, "anna", Kind::offline_message) + ">");
    EXPECT_EQ(header(mail, "List-Id"), "<offline-message.lists.example>");
    EXPECT_EQ(header(mail, "Feedback-ID"), "::offline-message:chatsender");
    for (const auto& field : own) EXPECT_EQ(count_header(mail.headers, field.name), 1U);
}

TEST_F(Rewriting, LeavesTheDraftsFieldsWhereItHasNone) {
    submit_with(own);
    const auto mail = left();
    for (const auto& field : own) EXPECT_NE(header(mail, field.name), "(none)") << field.name;
    EXPECT_EQ(header(mail, "List-Id"), "<all.platform.example>");
}

TEST_F(Rewriting, AddsNoneThatIsNotSet) {
    const auto mail = left();
    for (const auto& field : own) EXPECT_EQ(header(mail, field.name), "(none)") << field.name;
}

TEST_F(Rewriting, TakesAwayAFallbackForThatWasPutInOnTheWay) {
    auto out = handed_over("anna");
    clock.advance(2min);
    out.headers.push_back({"Fallback-For", "Ben <ben@shop.example>; reason=complaint"});
    out.headers.push_back({"fallback-for", "Cora <cora@shop.example>; reason=complaint"});
    const auto verdict = present(out);
    ASSERT_EQ(verdict.action, Verdict::Action::accept);
    EXPECT_EQ(count_header(edited(out, verdict.edits).headers, "Fallback-For"), 0U);
}

}  // namespace
}  // namespace postern::testing
