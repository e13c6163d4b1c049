// SPDX-License-Identifier: Apache-2.0
#include "postern/base/clock.hpp"
#include "postern/mail/header.hpp"

#include "daemon_test.hpp"
#include "wait.hpp"

namespace postern::testing {

namespace {

using Texts = std::vector<std::string>;

class DraftHop : public DaemonTest {
  protected:
    DraftHop() {
        configure("drafts", "{ domain: drafts.example, networks: [127.0.0.1], size-limit: 8KiB }");
        start();
    }
    /// The reply to the draft as a whole.
    std::string reply_to(const MilterMessage& message) const {
        return connect().send(message).end.text;
    }
};

Draft read(const MilterMessage& message) {
    HeaderList headers;
    for (const auto& [name, value] : message.headers) headers.push_back({name, value});
    return std::get<Draft>(read_draft(headers, SystemClock().now(), Origin::sealed));
}

TEST_F(DraftHop, SealsADraftAndGivesItARecipientForEachAgent) {
    const auto submitted = draft();
    const auto outcome = connect().send(submitted);
    ASSERT_EQ(outcome.end.answer, FilterAnswer::accept) << outcome.end.text;

    const auto value = submitted.edited(outcome.end.edits).header("Postern-Seal");
    const auto seal = read_seal(keys(), read(submitted), unfolded(value));
    ASSERT_TRUE(seal) << value;
    EXPECT_EQ(seal->queue_id, submitted.queue_id);
    const auto copy_for = [&](const std::string& agent) {
        return internal_recipient(keys(), read(submitted), *seal, {agent}, "drafts.example");
    };
    EXPECT_EQ(outcome.end.texts(), (Texts{"add_header Postern-Seal: " + value,
                                          "add_recipient <" + copy_for("anna") + ">",
                                          "add_recipient <" + copy_for("ben") + ">",
                                          "delete_recipient <shop@drafts.example>"}));
}

TEST_F(DraftHop, BringsADraftIntoItsCanonicalForm) {
    auto submitted = without(draft(), "Postern-Draft-Id");
    submitted = with(submitted, "Postern-Account", "SHOP");
    submitted = with(submitted, "Postern-Occurred", "2026-01-02 03:04:05+01:00");
    const auto accepted = submitted.edited(connect().send(submitted).end.edits);
    EXPECT_EQ(accepted.header("Postern-Account"), "shop");
    EXPECT_EQ(accepted.header("Postern-Occurred"), "2026-01-02T02:04:05Z");
    EXPECT_EQ(accepted.header("Postern-Draft-Id"), "<draft-1@platform.example>");
    EXPECT_TRUE(logs("event=draft-late")) << "it is months old";
}

TEST_F(DraftHop, IssuesToOneAgentAloneByTheirOwnAddress) {
    auto submitted = draft();
    submitted.recipients = {"ben@Shop.Example"};
    const auto accepted = submitted.edited(connect().send(submitted).end.edits);
    ASSERT_EQ(accepted.recipients.size(), 1U);
    EXPECT_TRUE(accepted.recipients.front().starts_with("ben+"));
    EXPECT_EQ(record(), Texts{"ben issued"});
}

TEST_F(DraftHop, DiscardsWhatTheAccountHasNotSwitchedOn) {
    auto submitted = with(draft(), "Postern-Account", "quiet");
    submitted.recipients = {"quiet@drafts.example"};
    const auto outcome = connect().send(submitted);
    EXPECT_EQ(outcome.end.answer, FilterAnswer::discard);
    EXPECT_EQ(outcome.end.texts(), Texts{});
    EXPECT_EQ(record(), Texts{"quentin withheld O1"});
    EXPECT_TRUE(logs("not-activated"));
}

TEST_F(DraftHop, IssuesADraftAgainAsLongAsNothingBecameOfIt) {
    EXPECT_EQ(connect().send(draft()).end.answer, FilterAnswer::accept);
    EXPECT_EQ(connect().send(draft()).end.answer, FilterAnswer::accept)
        << "the first 250 may be lost";
    EXPECT_EQ(record().size(), 2U);
}

TEST_F(DraftHop, DiscardsADraftSeenBefore) {
    const auto copy = handed_over("anna");
    ASSERT_EQ(connect(kOutHop).send(copy).end.answer, FilterAnswer::accept);
    EXPECT_EQ(connect().send(draft()).end.answer, FilterAnswer::discard);
    EXPECT_TRUE(logs("draft-seen-before"));
}

TEST_F(DraftHop, LeavesACopyWithTheClientAsLongAsTheEarlierOneIsNotDecided) {
    const auto submitted = with(draft(), "Postern-Occurred", just_now());
    const auto copy = handed_over(submitted, "anna");
    ASSERT_EQ(connect(kOutHop).send(copy).end.answer, FilterAnswer::tempfail) << "the window runs";
    ASSERT_TRUE(wait_until([&] { return record() == Texts{"anna parked", "ben issued"}; }));
    const auto again = connect().send(submitted).end;
    EXPECT_EQ(again.answer, FilterAnswer::tempfail);
    EXPECT_NE(again.text.find("4.5.0 postern: an earlier copy"), again.text.npos) << again.text;
    EXPECT_TRUE(logs("draft-under-way"));
}

TEST_F(DraftHop, RefusesADraftLargerThanItsLimit) {
    auto submitted = draft();
    submitted.body = std::string(9000, 'x');
    EXPECT_EQ(reply_to(submitted),
              "552 5.3.4 the draft is larger than drafts.size-limit, 8192 bytes");
}

TEST_F(DraftHop, JudgesEachRecipientAtRcpt) {
    auto submitted = draft();
    submitted.recipients = {"nobody@drafts.example", "shop@drafts.example", "anna@shop.example",
                            "stranger@shop.example"};
    const auto outcome = connect().send(submitted);
    ASSERT_EQ(outcome.recipients.size(), 4U);
    EXPECT_EQ(outcome.recipients[0].text, "550 5.1.1 'nobody' is no account in the directory");
    EXPECT_EQ(outcome.recipients[1].answer, FilterAnswer::proceed);
    EXPECT_EQ(outcome.recipients[2].answer, FilterAnswer::proceed);
    EXPECT_EQ(outcome.recipients[3].text,
              "550 5.7.1 <stranger@shop.example> is no agent of account 'shop'");
}

TEST_F(DraftHop, RefusesTheDraftsDomainToThoseWhoMayNotSubmit) {
    const auto outcome = connect(kDraftHop, "192.0.2.1").send(draft());
    EXPECT_EQ(outcome.end.text, "550 5.7.1 not allowed to submit drafts");
    EXPECT_EQ(record(), Texts{});
}

struct Malformed {
    const char* name;
    const char* header;
    const char* value;  ///< nullptr: without that header.
    const char* reply;
};

class MalformedDraft : public DraftHop, public ::testing::WithParamInterface<Malformed> {};

TEST_P(MalformedDraft, IsRefusedWithWhatIsWrong) {
    const auto& fault = GetParam();
    const auto submitted = fault.value == nullptr ? without(draft(), fault.header)
                                                  : with(draft(), fault.header, fault.value);
    EXPECT_EQ(reply_to(submitted), fault.reply);
}

constexpr Malformed kMalformed[] = {
    {"NoKind", "Postern-Kind", nullptr, "550 5.6.0 Postern-Kind: is missing"},
    {"UnknownKind", "Postern-Kind", "lost-chat",
     "550 5.6.0 Postern-Kind: 'lost-chat' is unknown; it is offline-message or missed-chat"},
    // libmilter's reply has "%" as an escape character; Postfix undoes the doubling.
    {"PercentInKind", "Postern-Kind", "100%s",
     "550 5.6.0 Postern-Kind: '100%%s' is unknown; it is offline-message or missed-chat"},
    {"ControlInKind", "Postern-Kind", "a\tb\x01",
     "550 5.6.0 Postern-Kind: 'a\\x09b\\x01' is not printable ASCII"},
    {"EmptyAccount", "Postern-Account", "", "550 5.6.0 Postern-Account: is empty"},
    {"UnknownAccount", "Postern-Account", "nobody",
     "550 5.6.0 Postern-Account: 'nobody' is not in the directory"},
    {"OtherAccount", "Postern-Account", "quiet",
     "550 5.6.0 Postern-Account: names 'quiet' while the recipient names 'shop'"},
    {"BadChat", "Postern-Chat", "chat 1",
     "550 5.6.0 Postern-Chat: 'chat 1' is no identifier: 1 to 64 of a-z 0-9 . _ -, beginning with "
     "a letter or digit"},
    {"Misspelt", "Postern-Acount", "shop",
     "550 5.6.0 Postern-Acount: is not a field of a draft; did you mean Postern-Account?"},
    {"Sealed", "Postern-Seal", "v=1",
     "550 5.6.0 Postern-Seal: is postern's own; drafts are submitted without it"},
    {"NoFrom", "From", nullptr, "550 5.6.0 From: is missing"},
};

INSTANTIATE_TEST_SUITE_P(Replies, MalformedDraft, ::testing::ValuesIn(kMalformed),
                         [](const auto& entry) { return std::string(entry.param.name); });

}  // namespace

}  // namespace postern::testing
