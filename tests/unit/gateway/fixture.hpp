// SPDX-License-Identifier: Apache-2.0
//
// A gateway among stand-ins that remember what they were asked: the rules of the real databases
// are the contract suite's business, those of the gateway are tested here.
#pragma once

#include <algorithm>
#include <functional>
#include <future>
#include <utility>

#include <gtest/gtest.h>

#include "postern/gateway/gateway.hpp"
#include "postern/mail/returned.hpp"

#include "fake_clock.hpp"

namespace postern::testing {

using namespace std::chrono_literals;

inline Address address(std::string_view text) {
    return Address::parse(text).value();
}

struct FixedDirectory final : Directory {
    DraftFacts draft;
    NotificationFacts notification;
    std::optional<Error> down;

    Result<DraftFacts> draft_facts(const std::string&, const std::string&,
                                   const std::optional<std::string>&) override {
        if (down) return *down;
        return draft;
    }
    Result<NotificationFacts> notification_facts(const Draft&, const std::string&,
                                                 const PresenceTerms&) override {
        if (down) return *down;
        return notification;
    }
    Result<bool> has_account(const std::string& account) override {
        if (down) return *down;
        return draft.account && draft.account->id == account;
    }
    Result<bool> has_address(const std::string&, const Address& address) override {
        return std::any_of(draft.agents.begin(), draft.agents.end(),
                           [&](const Agent& agent) { return agent.address == address; });
    }
};

struct RecordingState : State {
    std::vector<Notification> accepted, settled, parked;
    bool fresh = true;
    std::vector<std::string> reports;  ///< Accounts that would be told of.
    std::vector<Suppression> held;
    std::vector<Destination> destinations;  ///< Of the last of `settled`.
    std::vector<std::string> fallbacks;     ///< Beside each of `settled`, "" for none.
    Settlement answer{};
    std::optional<Error> down;
    std::function<void()> on_find{};

    Result<bool> accept(std::vector<Notification> notifications) override {
        if (down) return *down;
        accepted = std::move(notifications);
        return fresh;
    }
    using State::settle;
    Result<Settlement> settle(Notification notification, std::vector<Destination> to,
                              ledger::SharedTerms /*terms*/) override {
        if (down) return *down;
        if (notification.fate == Fate::sent && !to.at(0).senders.empty()) {
            notification.provider = to[0].provider;
            notification.sender_domain = to[0].senders.at(0).domain;
            notification.message_id = to[0].senders.at(0).message_id;
        }
        auto given = answer;
        if (given.outcome == Settlement::Outcome::recorded) given.standing = notification;
        if (leaves(given) && !is_ready(given.standing, to)) {
            given.outcome = Settlement::Outcome::unready;
            return given;
        }
        fallbacks.push_back(to.size() > 1 ? to[1].address : "");
        settled.push_back(notification);
        destinations = std::move(to);
        return given;
    }
    static bool leaves(const Settlement& settlement) {
        using Outcome = Settlement::Outcome;
        return settlement.standing.fate == Fate::sent &&
               (settlement.outcome == Outcome::recorded || settlement.outcome == Outcome::diverted);
    }
    static bool is_ready(const Notification& n, const std::vector<Destination>& to) {
        return std::any_of(to.begin(), to.end(), [&](const Destination& each) {
            const ReadyMessage wanted{n.sender_domain, n.rule};
            return each.address == n.address && each.ready &&
                   std::find(each.ready->begin(), each.ready->end(), wanted) != each.ready->end();
        });
    }
    Result<bool> claim_report(const std::string& account, const std::string&, TimePoint) override {
        if (down) return *down;
        reports.push_back(account);
        return reports.size() == 1;
    }
    void park(Notification notification) override { parked.push_back(std::move(notification)); }
    Result<int> forget(const std::string&, const std::string&) override { return 0; }
    Result<std::vector<Notification>> unfinished() override { return parked; }
    Result<std::vector<Notification>> give_up(std::vector<GivenUp> lost) override {
        if (down) return *down;
        if (!told) given_up.set_value(std::move(lost));
        told = true;
        return std::vector<Notification>{};
    }
    /// The first of those calls.
    std::vector<GivenUp> wait_for_given_up() { return given_up.get_future().get(); }
    Result<int> follow(std::vector<trail::Sighting> sightings, LogPosition position) override {
        if (down) return *down;
        for (auto& each : sightings) followed.push_back(std::move(each));
        log_position = std::move(position.position);
        return static_cast<int>(sightings.size());
    }
    Result<std::string> position_in(const std::string&) override {
        if (down) return *down;
        return log_position;
    }
    Result<std::vector<OpenTrail>> open_trails(int) override {
        if (down) return *down;
        return open;
    }
    Result<std::vector<std::string>> seen_in(const std::string&) override {
        return std::vector<std::string>{};
    }
    Result<std::vector<trail::Trail>> trails_of(const std::string&) override {
        return std::vector<trail::Trail>{};
    }
    std::vector<trail::Sighting> followed;  ///< All that was seen.
    std::vector<OpenTrail> open;
    std::string log_position;

    Result<std::vector<Notification>> find(const NotificationFilter&) override {
        if (on_find) on_find();
        if (down) return *down;
        return settled;
    }

    Result<BounceEffect> bounced(ProvedBounce bounce, ledger::SharedTerms /*terms*/) override {
        if (down) return *down;
        bounces.push_back(std::move(bounce));
        return effect;
    }
    std::vector<UnknownBounce> unknown;
    std::promise<void> asked;  ///< For those.
    bool was_asked = false;
    void disbelieve(std::string victim, Disbelief why, TimePoint) override {
        doubts.push_back(victim + " " + std::string(name_of(why)));
    }
    Result<std::vector<Suppression>> suppressions(const SuppressionFilter& filter) override {
        if (down) return *down;
        std::vector<Suppression> found;
        for (const auto& suppression : held) {
            if (suppression.subject == filter.subject) found.push_back(suppression);
        }
        return found;
    }
    Result<std::vector<SuppressionChange>> suppression_changes(const std::string&, int) override {
        return std::vector<SuppressionChange>{};
    }
    Result<std::vector<RecordedBounce>> bounces_of(const std::string&) override {
        return std::vector<RecordedBounce>{};
    }
    Result<std::vector<DisbelievedReports>> disbelieved(int) override {
        return std::vector<DisbelievedReports>{};
    }
    Result<std::vector<UnknownBounce>> not_understood(TimePoint, int) override {
        if (down) return *down;
        if (!std::exchange(was_asked, true)) asked.set_value();
        return unknown;
    }
    Result<int> suppress(std::vector<Suppression>, IfHeld, Author) override { return 0; }
    Result<int> lift(std::vector<std::string>, Author) override { return 0; }
    Result<std::vector<SenderStanding>> sender_standings(const SenderFilter&) override {
        return std::vector<SenderStanding>{};
    }
    Result<std::vector<SenderChange>> sender_changes(const SenderFilter&) override {
        return std::vector<SenderChange>{};
    }
    Result<std::vector<SenderRecord>> sender_traffic(const SenderFilter&, TimePoint) override {
        return std::vector<SenderRecord>{};
    }
    Result<std::vector<SenderRecord>> sent_on_day(TimePoint) override {
        return std::vector<SenderRecord>{};
    }
    Result<void> suspend_sender(SenderStanding, Author) override { return {}; }
    Result<int> resume_sender(std::string, std::string, Author) override { return 0; }

    std::promise<std::vector<GivenUp>> given_up;
    bool told = false;
    std::vector<ProvedBounce> bounces;
    std::vector<std::string> doubts;
    BounceEffect effect{};
};

struct RecordingReleases final : ReleaseBook {
    struct Entry {
        std::string queue_id, agent;
        TimePoint due;
        bool operator==(const Entry&) const = default;
    };
    std::vector<Entry> awaited;
    std::vector<std::string> arrivals, refusals;

    void await(const std::string& queue_id, const std::string& agent, TimePoint due) override {
        awaited.push_back({queue_id, agent, due});
    }
    void arrived(const std::string& queue_id, const std::string& agent) override {
        arrivals.push_back(queue_id + "/" + agent);
    }
    void refused(const std::string& queue_id) override { refusals.push_back(queue_id); }
    bool may_be_queued(const std::string&, const std::string&) override { return is_queued; }
    void look(TimePoint by) override { looks.push_back(by); }

    bool is_queued = true;
    std::vector<TimePoint> looks;
};

/// The envelope and the body; fields are changed below.
struct Carry {
    Submission& message;

    void operator()(const SetSender& e) const { message.sender = "<" + e.address + ">"; }
    void operator()(const AddRecipient& e) const {
        message.recipients.push_back("<" + e.address + ">");
    }
    void operator()(const RemoveRecipient& e) const { std::erase(message.recipients, e.path); }
    void operator()(const ReplaceBody& e) const { message.body = e.body; }
    void operator()(const auto&) const {}
};

/// Postfix's part: what a message looks like after a verdict's edits.
inline Submission edited(Submission message, const Edits& edits) {
    for (const auto& edit : edits) std::visit(Carry{message}, edit);
    message.headers = postern::edited(std::move(message.headers), edits);
    return message;
}

/// Account "shop" on pro with Anna and Ben; a sound draft for everybody in it.
struct GatewayTest : ::testing::Test {
    GatewayTest() {
        Configuration c{{}, KeyRing::from({std::string(32, 'k')}).value()};
        c.settings.drafts.domain = "drafts.example";
        c.settings.senders = {{"mail.example", "bounces.mail.example", "notifications"}};
        configuration = std::make_shared<Configuration>(std::move(c));

        account.id = "shop";
        account.plan = Plan::pro;
        account.offline_message = account.missed_chat = true;
        directory.draft.account = account;
        directory.draft.agents = {anna, ben};
        directory.notification.account = account;
        directory.notification.agent = anna;

        message.client = "127.0.0.1";
        message.sender = "<platform@platform.example>";
        message.recipients = {"<shop@drafts.example>"};
        message.queue_id = "4jXhop1";
        message.headers = {{"From", "Chat at Shop <chat@platform.example>"},
                           {"To", "shop@drafts.example"},
                           {"Reply-To", "visitor@home.example"},
                           {"Subject", "A visitor wrote"},
                           {"Message-ID", "<m-1@platform.example>"},
                           {"Postern-Kind", "offline-message"},
                           {"Postern-Account", "shop"},
                           {"Postern-Chat", "chat-1"}};
        message.body = "Hello\r\n";
    }

    Verdict submit() { return gateway.draft(*configuration, message); }

    /// What hop 1 hands to hop 2 for one agent.
    Submission handed_over(const std::string& agent) {
        const auto verdict = submit();
        EXPECT_EQ(verdict.action, Verdict::Action::accept) << verdict.reply.text;
        auto out = edited(message, verdict.edits);
        std::erase_if(out.recipients, [&](const std::string& path) {
            return path.rfind("<" + agent + "+", 0) != 0;
        });
        out.headers.insert(out.headers.begin(), {"Received", "from platform by hop1"});
        out.queue_id = "4jXhop2";
        releases.awaited.clear();
        return out;
    }

    Verdict present(const Submission& out) { return gateway.notification(*configuration, out); }

    Agent anna{"anna", "shop", "Anna", address("anna@shop.example"), true, {}, {}};
    Agent ben{"ben", "shop", "Ben", address("ben@shop.example"), true, {}, {}};
    Account account;
    std::shared_ptr<Configuration> configuration;
    FixedDirectory directory;
    RecordingState state;
    RecordingReleases releases;
    FakeClock clock;
    Gateway gateway{directory, state, releases, clock};
    Submission message;
};

inline std::string header(const Submission& message, std::string_view name) {
    const auto* field = find_header(message.headers, name);
    return field == nullptr ? "(none)" : unfolded(field->value);
}

}  // namespace postern::testing
