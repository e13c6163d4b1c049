// SPDX-License-Identifier: Apache-2.0
//
// Notifications to shared addresses and to an account's fallback: whom they name.
#include "out_role.hpp"

namespace postern::testing {
namespace {

/// Anna's mailbox is full, and the account's fallback gets her notification.
Settlement to_the_desk() {
    Notification diverted;
    diverted.agent = "anna";
    diverted.fate = Fate::sent;
    diverted.rule = "D1";
    diverted.reason = "mailbox-full";
    diverted.address = "desk@shop.example";
    diverted.sender_domain = "mail.example";
    diverted.message_id = "x@mail.example";
    return {Settlement::Outcome::diverted, diverted};
}

TEST_F(OutRole, NamesWhomACopyToASharedAddressStandsFor) {
    const auto info = Address::parse("info@shop.example").value();
    account.forward = info;
    auto away = ben;
    away.id = "carl";
    away.name = "Carl";
    auto elsewhere = ben;
    elsewhere.id = "dora";
    elsewhere.name = "Dora";
    elsewhere.forward = Address::parse("dora@home.example").value();
    directory.notification.account = account;
    directory.notification.colleagues = {anna, ben, away, elsewhere};
    const auto out = due();
    // Carl was not among the draft's agents.
    for (const auto* agent : {"anna", "ben", "dora"}) {
        Notification n;
        n.agent = agent;
        state.settled.push_back(n);
    }
    const auto left = edited(out, present(out).edits);
    EXPECT_EQ(left.recipients, (std::vector<std::string>{"<info@shop.example>"}));
    EXPECT_EQ(header(left, "To"), "\"Anna, Ben\" <info@shop.example>");
    EXPECT_EQ(header(left, "Fallback-For"), "(none)");
}

TEST_F(OutRole, OffersTheAccountsSharedAddressAsFallback) {
    ASSERT_EQ(present(due()).action, Verdict::Action::accept);
    account.forward = Address::parse("info@shop.example").value();
    directory.notification.account = account;
    directory.notification.agent->forward = Address::parse("anna@home.example").value();
    ASSERT_EQ(present(due()).action, Verdict::Action::accept);
    account.fallback = Address::parse("desk@shop.example").value();
    directory.notification.account = account;
    ASSERT_EQ(present(due()).action, Verdict::Action::accept);
    EXPECT_EQ(state.fallbacks,
              (std::vector<std::string>{"", "info@shop.example", "desk@shop.example"}));
}

TEST_F(OutRole, SaysAtTheFallbackWhomItWasForAndWhy) {
    account.fallback = Address::parse("desk@shop.example").value();
    directory.notification.account = account;
    const auto out = due();
    state.answer = to_the_desk();
    const auto left = edited(out, present(out).edits);
    EXPECT_EQ(left.recipients, (std::vector<std::string>{"<desk@shop.example>"}));
    EXPECT_EQ(header(left, "To"), "Anna <desk@shop.example>");
    EXPECT_EQ(header(left, "Fallback-For"), "Anna <anna@shop.example>; reason=mailbox-full");
    EXPECT_EQ(left.body,
              "This notification was for anna@shop.example, where it could not be sent: the "
              "mailbox was full and its cool-down, or a probe, is under way.\r\n\r\nHello\r\n");
}

TEST_F(OutRole, SaysItInAnEmptyMessageAsWell) {
    account.fallback = Address::parse("desk@shop.example").value();
    directory.notification.account = account;
    configuration->check_domain = [](std::string_view, Duration) {
        return DomainStanding{MailService::accepts, {}, {}, {}};
    };
    for (const std::string body : {"", "--b\r\n\r\n--b--\r\n"}) {
        message.body = body;
        message.headers.resize(8);
        message.headers.push_back({"Postern-Draft-Id", "empty-" + std::to_string(body.size())});
        if (!body.empty()) {
            message.headers.push_back({"MIME-Version", "1.0"});
            message.headers.push_back({"Content-Type", "multipart/mixed; boundary=b"});
        }
        const auto out = due();
        state.answer = to_the_desk();
        const auto left = edited(out, present(out).edits);
        EXPECT_EQ(left.recipients, (std::vector<std::string>{"<desk@shop.example>"})) << body;
        EXPECT_NE(left.body.find("This notification was for anna@shop.example"), std::string::npos)
            << left.body;
    }
}

TEST_F(OutRole, SendsNothingToWhereItWouldComeBackFrom) {
    directory.notification.agent->address = address("b+x@bounces.mail.example");
    EXPECT_EQ(present(due()).action, Verdict::Action::discard);
    EXPECT_EQ(state.settled.back().rule, "D13");
    account.fallback = address("desk@shop.example");
    directory.notification.account = account;
    directory.notification.agent->address = address("shop@drafts.example");
    const auto out = due();
    EXPECT_EQ(edited(out, present(out).edits).recipients,
              (std::vector<std::string>{"<desk@shop.example>"}));
}

TEST_F(OutRole, TellsNoOwnerWhoseAddressIsOurs) {
    account.owner = address("shop@drafts.example");
    directory.draft.account = directory.notification.account = account;
    configuration->check_domain = [](std::string_view, Duration) {
        return DomainStanding{MailService::no_such_domain, {}, "does not exist", {}};
    };
    EXPECT_EQ(present(due()).action, Verdict::Action::discard);
    EXPECT_EQ(state.reports, std::vector<std::string>{"shop"}) << "told of in the log";
}

TEST_F(OutRole, HasADateWhateverTheDraftHas) {
    auto out = due();
    EXPECT_EQ(header(edited(out, present(out).edits), "Date"), "Mon, 23 Nov 2026 12:00:00 +0000")
        << "when it was accepted";
    out.headers.push_back({"Date", "Mon, 23 Nov 2026 13:00:00 +0100"});
    out.headers.push_back({"Date", "Tue, 24 Nov 2026 13:00:00 +0100"});
    const auto left = edited(out, present(out).edits);
    EXPECT_EQ(header(left, "Date"), "Mon, 23 Nov 2026 13:00:00 +0100");
    EXPECT_EQ(count_header(left.headers, "Date"), 1U);
}

TEST_F(OutRole, TellsTheOwnerInAMessageThatIsOne) {
    account.owner = address("owner@shop.example");
    directory.draft.account = directory.notification.account = account;
    configuration->check_domain = [](std::string_view, Duration) {
        return DomainStanding{MailService::no_such_domain, {}, "does not exist", {}};
    };
    const auto out = due();
    const auto left = edited(out, present(out).edits);
    EXPECT_EQ(left.recipients, (std::vector<std::string>{"<owner@shop.example>"}));
    for (const auto* field : {"Date", "From", "To", "Subject", "Message-ID"}) {
        EXPECT_EQ(count_header(left.headers, field), 1U) << field;
    }
    EXPECT_EQ(header(left, "Date"), "Mon, 23 Nov 2026 12:02:00 +0000");
}

TEST_F(OutRole, SendsTheCopyToTheAgentsOwnAddressWhileOneIsKept) {
    directory.draft.agents[0].forward = Address::parse("info@shop.example").value();
    directory.draft.agents[0].keep_copy = true;
    directory.notification.agent = directory.draft.agents[0];
    const auto accepted = edited(message, gateway.draft(*configuration, message).edits);
    std::vector<std::string> annas;
    for (const auto& path : accepted.recipients) {
        if (path.starts_with("<anna+")) annas.push_back(path);
    }
    ASSERT_EQ(annas.size(), 2U);
    clock.advance(2min);
    auto copy = accepted;
    copy.recipients = {annas[1]};
    const auto left = edited(copy, present(copy).edits);
    EXPECT_EQ(left.recipients, (std::vector<std::string>{"<anna@shop.example>"}));
    EXPECT_EQ(state.fallbacks.back(), "") << "a copy has none";

    directory.notification.agent->keep_copy = false;
    EXPECT_EQ(present(copy).action, Verdict::Action::discard);
    EXPECT_EQ(state.settled.back().rule, "R6");
    EXPECT_NE(state.accepted[0].id, state.accepted[1].id);
}

}  // namespace
}  // namespace postern::testing
