// SPDX-License-Identifier: Apache-2.0
#include "postern/deliverability/obstacle.hpp"

#include <gtest/gtest.h>

namespace postern {
namespace {

TEST(DomainRules, StandForEveryStandingThatTakesNoMail) {
    using enum MailService;
    for (const auto service : {accepts, accepts_implicitly, null_mx, no_such_domain, no_mail_host,
                               loopback_only, unknown}) {
        EXPECT_EQ(rule_of(service) != nullptr, takes_no_mail(service)) << name_of(service);
    }
}

TEST(RefusalCodes, AreThereForEveryRule) {
    for (const auto& rule : kDeliverabilityRules) {
        EXPECT_NE(refusal_code(rule.id).enhanced, "5.1.0") << rule.id;
    }
    for (const auto& rule : kDomainRules) {
        EXPECT_NE(refusal_code(rule.id).enhanced, "5.1.0") << rule.id;
        EXPECT_EQ(words_of_deliverability_rule(rule.id), rule.withheld_when);
    }
    EXPECT_EQ(refusal_code("D8").code, 556) << "RFC 7505 section 4.2";
    EXPECT_EQ(words_of_deliverability_rule("O1"), "");
}

TEST(Obstacles, SpeakOfTheAddressButForAComplaint) {
    for (const auto* id : {"D1", "D2", "D3", "D4", "D6", "D7", "D8", "D9", "D10"}) {
        EXPECT_TRUE(is_about_address(id)) << id;
    }
    EXPECT_FALSE(is_about_address("D5"));
    EXPECT_FALSE(is_about_address("R2"));
}

TEST(Forms, AreRefusedAsTheSettingsSay) {
    RecipientsSettings settings;
    const auto plain = Address::parse("anna@firm.example").value();
    const auto quoted = Address::parse("\"anna k\"@firm.example").value();
    const auto extended = Address::parse("\u0142@firm.example").value();
    EXPECT_EQ(refused_form(plain, settings), nullptr);
    EXPECT_EQ(refused_form(quoted, settings), nullptr);
    EXPECT_EQ(refused_form(extended, settings), &kNeedsSmtputf8);
    settings.smtputf8 = Permission::allow;
    settings.quoted_local_parts = Permission::refuse;
    EXPECT_EQ(refused_form(plain, settings), nullptr);
    EXPECT_EQ(refused_form(quoted, settings), &kQuotedLocalPart);
    EXPECT_EQ(refused_form(extended, settings), nullptr);
    for (const auto& rule : kFormRules) EXPECT_EQ(refusal_code(rule.id).code, 553);
}

TEST(D13OwnDomain, IsTheDraftsDomainAndEveryBounceDomain) {
    Settings settings;
    settings.drafts.domain = "drafts.example";
    settings.senders = {{"mail.example", "bounces.mail.example"}, {"two.example", "b.two.example"}};
    for (const auto* own : {"shop@drafts.example", "x@Bounces.Mail.Example", "x@b.two.example"}) {
        EXPECT_EQ(own_domain(Address::parse(own).value(), settings), &kOwnDomain) << own;
    }
    for (const auto* other :
         {"anna@mail.example", "anna@sub.drafts.example", "anna@firm.example"}) {
        EXPECT_EQ(own_domain(Address::parse(other).value(), settings), nullptr) << other;
    }
    EXPECT_EQ(refusal_code("D13").enhanced, "5.4.6");
    EXPECT_TRUE(is_about_address("D13")) << "a fallback may do instead";
}

}  // namespace
}  // namespace postern
