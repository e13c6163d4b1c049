// SPDX-License-Identifier: Apache-2.0
//
// OUT, hop 2: one agent's notification, decided with the facts of this moment.
//
// The order is the design's: seal, window, rules, forward, record, rewrite. Nothing is rewritten
// or discarded before its fate is on record. Whether the address is suppressed is asked while
// recording (State::settle), so that no bounce and no other notification can come in between.
#include <algorithm>

#include "postern/base/log.hpp"
#include "postern/base/text.hpp"
#include "postern/deliverability/obstacle.hpp"
#include "postern/deliverability/outlook.hpp"
#include "postern/gateway/gateway.hpp"
#include "postern/gateway/releases.hpp"
#include "postern/gateway/rewrite.hpp"
#include "postern/gateway/seal.hpp"
#include "postern/recipients/route.hpp"

#include "decide.hpp"
#include "destination.hpp"
#include "queue_file.hpp"
#include "record.hpp"
#include "sender_named.hpp"
#include "verdict_log.hpp"

namespace postern {

namespace {

Verdict not_sealed(const Submission& message, std::string_view why) {
    LogLine(Severity::warning, "draft-not-sealed")
        .with("queue_id", message.queue_id)
        .with("draft_queue_id", claimed_queue_file(message.headers))
        .with("reason", why);
    return Verdict::reject(
        {550, "5.7.1", "not a draft that was accepted here: " + std::string(why)});
}

std::variant<Sealed, Verdict> open_seal(const Configuration& configuration,
                                        const Submission& message, TimePoint now) {
    const auto* field = find_header(message.headers, draft_header::kSeal);
    if (field == nullptr) return not_sealed(message, "it has no seal");
    const auto read = read_draft(message.headers, now, Origin::sealed);
    if (const auto* wrong = std::get_if<DraftFault>(&read)) {
        return not_sealed(message, wrong->header + " " + wrong->what);
    }
    const auto& draft = std::get<Draft>(read);
    const auto seal = read_seal(configuration.keys, draft, field->value);
    if (!seal) return not_sealed(message, "its seal: " + seal.error().what);
    if (message.recipients.size() != 1) {
        return Verdict::tempfail({451, "4.3.5",
                                  "postern: several recipients in one transaction; the transport "
                                  "needs destination_recipient_limit = 1"});
    }
    const auto local = local_in_drafts_domain(configuration.settings, message.recipients.front());
    const auto recipient = read_internal_recipient(configuration.keys, draft, *seal, local);
    if (!recipient) return not_sealed(message, recipient.error().what);
    return Sealed{draft, *seal, *recipient};
}

/// Where something stands in its way the notification goes to the fallback, or nowhere.
void heed(const Obstacle& obstacle, Notification& n, std::vector<Destination>& to) {
    n.rule = obstacle.rule;
    n.reason = obstacle.reason;
    to.erase(to.begin());
    if (!to.empty()) {
        n.address = to.front().address;
        return;
    }
    n.fate = Fate::withheld;
}

/// The window is still running: Postfix keeps it and is asked to present it at its end.
Verdict park(Notification n, const std::string& queue_file, State& state, ReleaseBook& releases) {
    n.fate = Fate::parked;
    n.decided.reset();
    releases.await(queue_file, n.agent, n.due);
    auto text = parking_text(n.due);
    state.park(std::move(n));
    return Verdict::tempfail({451, "4.7.0", std::move(text)});
}

/// That it was for somebody else, and why it did not go there: for people, at its top, and for
/// filters, in a field.
std::optional<FallbackNote> note_of(const Notification& n, const std::optional<Agent>& agent) {
    if (n.rule.empty() || !agent) return std::nullopt;
    return FallbackNote{agent->name, agent->address, n.reason,
                        std::string(words_of_deliverability_rule(n.rule))};
}

/// No sender domain may be used: Postfix keeps it until one may be, or until it is given up.
Verdict wait_for_sender(const Settlement& settlement, const std::string& queue_file,
                        TimePoint give_up, TimePoint now, ReleaseBook& releases) {
    constexpr auto kLookAgain = std::chrono::minutes{15};
    const auto& n = settlement.standing;
    const auto at = settlement.retry_at.value_or(now + kLookAgain);
    releases.await(queue_file, n.agent, std::min(std::max(at, now), give_up));
    LogLine(Severity::warning, "no-sender-domain")
        .with("queue_id", n.queue_id)
        .with("rule", n.rule)
        .with("reason", n.reason)
        .with("provider", n.provider)
        .with("account", n.account)
        .with("until", settlement.retry_at ? format_time(*settlement.retry_at) : std::string{});
    return Verdict::tempfail({451, "4.7.1",
                              "postern: no sender domain may be used at " + n.provider + " now (" +
                                  n.rule + " " + n.reason + ")"});
}

/// The recorded fate, put into effect.
Verdict carry_out(const Configuration& configuration, const Submission& message,
                  const Notification& n, const std::optional<Agent>& agent,
                  const std::string& names, TimePoint now) {
    if (n.fate != Fate::sent) return Verdict::discard();
    const auto to = Address::parse(n.address);
    if (!to) return failure(to.error());
    return Verdict::accept(rewrite(message, configuration,
                                   {n, sender_named(configuration.settings, n.sender_domain), *to,
                                    names, note_of(n, agent), now}));
}

/// Nothing reaches the agent, and not because of what happened in the chat.
bool is_lost(const Notification& n) {
    return n.fate == Fate::withheld && (is_about_address(n.rule) || n.rule == kForwardLoop.id);
}

std::string_view verdict_of(Settlement::Outcome outcome, Fate fate) {
    switch (outcome) {
        case Settlement::Outcome::recorded:
            return name_of(fate);
        case Settlement::Outcome::merged:
            return name_of(Fate::merged);
        case Settlement::Outcome::suppressed:
            return name_of(Fate::withheld);
        case Settlement::Outcome::diverted:
            return name_of(Fate::sent);
        case Settlement::Outcome::duplicate:
            return "duplicate";
        case Settlement::Outcome::stands:
            return "sent-again";
        case Settlement::Outcome::waits:
            return name_of(Fate::parked);
    }
    return "?";
}

Notification settled_by(const RecipientRule& rule, Notification n) {
    n.fate = Fate::merged;
    n.rule = rule.id;
    n.reason = rule.reason;
    return n;
}

/// What the record says is to happen, which is not always what was just decided.
Notification effective(const Notification& decided, const Settlement& settlement) {
    switch (settlement.outcome) {
        case Settlement::Outcome::recorded:
        case Settlement::Outcome::waits:
        case Settlement::Outcome::stands:
        case Settlement::Outcome::suppressed:
        case Settlement::Outcome::diverted:
            return settlement.standing;
        case Settlement::Outcome::merged:
            return settled_by(kSameAddress, decided);
        case Settlement::Outcome::duplicate:
            return settled_by(kDuplicate, decided);
    }
    return decided;
}

}  // namespace

/// A courtesy: where the state does not say who else it is for, the agent alone is named.
std::string Gateway::names_of(const Notification& n, const Sealed& sealed,
                              const NotificationFacts& facts, const Configuration& configuration,
                              TimePoint now) {
    const auto to = Address::parse(n.address);
    if (!to || n.fate != Fate::sent || !facts.agent) return {};
    if (!n.rule.empty()) return facts.agent->name;
    std::set<std::string> drafted{n.agent};
    if (*to != facts.agent->address) {
        NotificationFilter of_draft;
        of_draft.account = n.account;
        of_draft.draft = n.draft;
        if (const auto all = state_.find(of_draft)) {
            for (const auto& other : *all) drafted.insert(other.agent);
        }
    }
    return names_beside(*to, sealed, facts, drafted, configuration, now);
}

Verdict Gateway::notification(const Configuration& configuration, const Submission& message) {
    const auto started = clock_.now();
    if (!claims_to_be_draft(configuration.settings, message)) return Verdict::accept();
    const auto opened = open_seal(configuration, message, started);
    if (const auto* refused = std::get_if<Verdict>(&opened)) {
        note_refusal(message, *refused, releases_);
        return *refused;
    }
    const auto& sealed = std::get<Sealed>(opened);
    auto n = record_of(sealed.draft, sealed.seal, sealed.recipient, configuration);
    n.decided = started;
    const auto queue_file = queue_file_of(message.headers, n.queue_id);
    if (started < n.due) return park(std::move(n), queue_file, state_, releases_);

    // Until it is decided it waits, also for us to recover from an error.
    const auto try_later = [&](std::string_view event, const Error& error) {
        LogLine(Severity::error, event)
            .with("queue_id", message.queue_id)
            .with("error", error.message());
        releases_.await(queue_file, n.agent, started + configuration.settings.postfix.retry_after);
        return failure(error);
    };
    const auto facts = directory_.notification_facts(sealed.draft, n.agent, n.occurred);
    if (!facts) return try_later("directory-unavailable", facts.error());
    decide(n, sealed, *facts, configuration, started);
    std::vector<Destination> to;
    if (n.fate == Fate::sent) {
        const auto outlook_of = [&](const Address& address) {
            return outlook_for(address, configuration.settings, configuration.check_domain);
        };
        const auto outlook = outlook_of(Address::parse(n.address).value());
        const bool give_up = started >= n.due + configuration.settings.dns.give_up_after;
        if (!outlook.unknown.empty() && !give_up) {
            return try_later("dns-unavailable",
                             {ErrorCode::unavailable, outlook.unknown, {n.address}});
        }
        to.push_back(destination(configuration, n, n.address, outlook.provider, started));
        if (const auto instead = fallback_of(n, sealed, *facts)) {
            const auto there = outlook_of(*instead);
            if (!there.obstacle) {
                to.push_back(
                    destination(configuration, n, instead->text(), there.provider, started));
            }
        }
        if (outlook.obstacle) heed(*outlook.obstacle, n, to);
    }
    auto settlement = state_.settle(n, to);
    if (settlement && settlement->outcome == Settlement::Outcome::waits) {
        const auto give_up = n.due + configuration.settings.reputation.give_up_after;
        if (started < give_up) {
            return wait_for_sender(*settlement, queue_file, give_up, started, releases_);
        }
        n.fate = Fate::withheld;
        n.rule = settlement->standing.rule;
        n.reason = settlement->standing.reason;
        settlement = state_.settle(n, {});
    }
    if (!settlement) return try_later("state-unavailable", settlement.error());

    releases_.arrived(queue_file, n.agent);
    const auto fate = effective(n, *settlement);
    log_verdict(fate, message.queue_id, verdict_of(settlement->outcome, n.fate),
                clock_.now() - started);
    if (is_lost(fate)) {
        if (auto report = report_loss(configuration, message, fate)) return *std::move(report);
    }
    return carry_out(configuration, message, fate, facts->agent,
                     names_of(fate, sealed, *facts, configuration, started), started);
}

}  // namespace postern
