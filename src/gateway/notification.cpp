// SPDX-License-Identifier: Apache-2.0
//
// OUT, hop 2: one agent's notification, decided with the facts of this moment.
//
// The order is the design's: seal, window, rules, forward, record, rewrite. Nothing is rewritten
// or discarded before its fate is on record. Whether the address is suppressed is asked while
// recording (State::settle), so that no bounce and no other notification can come in between.
#include "postern/base/log.hpp"
#include "postern/base/text.hpp"
#include "postern/gateway/gateway.hpp"
#include "postern/gateway/identity.hpp"
#include "postern/gateway/releases.hpp"
#include "postern/gateway/rewrite.hpp"
#include "postern/gateway/seal.hpp"
#include "postern/policy/rules.hpp"
#include "postern/recipients/route.hpp"
#include "postern/sender/sender.hpp"

#include "record.hpp"
#include "verdict_log.hpp"

namespace postern {

namespace {

Verdict not_sealed(std::string_view why) {
    LogLine(Severity::warning, "draft-not-sealed").with("reason", why);
    return Verdict::reject(
        {550, "5.7.1", "not a draft that was accepted here: " + std::string(why)});
}

/// A sealed draft for one agent.
struct Sealed {
    Draft draft;
    Seal seal;
    std::string agent;
};

std::variant<Sealed, Verdict> open_seal(const Configuration& configuration,
                                        const Submission& message, TimePoint now) {
    const auto* field = find_header(message.headers, draft_header::kSeal);
    if (field == nullptr) return not_sealed("it has no seal");
    const auto read = read_draft(message.headers, now, Origin::sealed);
    if (const auto* wrong = std::get_if<DraftFault>(&read)) {
        return not_sealed(wrong->header + " " + wrong->what);
    }
    const auto& draft = std::get<Draft>(read);
    const auto seal = read_seal(configuration.keys, draft, field->value);
    if (!seal) return not_sealed("its seal: " + seal.error().what);
    if (message.recipients.size() != 1) {
        return Verdict::tempfail({451, "4.3.5",
                                  "postern: several recipients in one transaction; the transport "
                                  "needs destination_recipient_limit = 1"});
    }
    const auto local = local_in_drafts_domain(configuration.settings, message.recipients.front());
    const auto agent = read_internal_recipient(configuration.keys, draft, *seal, local);
    if (!agent) return not_sealed(agent.error().what);
    return Sealed{draft, *seal, *agent};
}

void withhold(Notification& n, std::string_view rule, std::string_view reason) {
    n.fate = Fate::withheld;
    n.rule = rule;
    n.reason = reason;
}

/// Rules, then forwards, then the sender domain: fills in the notification's fate.
void decide(Notification& n, const Sealed& sealed, const NotificationFacts& facts,
            const Configuration& configuration, TimePoint now) {
    if (!facts.account || !facts.agent) {
        return withhold(n, kAgentUnknown.id, kAgentUnknown.reason);
    }
    if (!facts.agent->active) return withhold(n, kAgentInactive.id, kAgentInactive.reason);

    static const std::vector<ChatEvent> kNoEvents;
    const auto& settings = configuration.settings;
    const Occasion occasion{
        sealed.draft,
        *facts.account,
        *facts.agent,
        facts.presence,
        facts.chat ? facts.chat->events : kNoEvents,
        {configuration.window(n.kind), settings.presence.stale_after, settings.policy.opened_by},
        now};
    if (const auto objection = judge(occasion)) {
        return withhold(n, objection->rule, objection->reason);
    }
    const auto routed =
        route(*facts.account, *facts.agent, facts.forwards, settings.recipients.forward_limit);
    const auto* address = std::get_if<Address>(&routed);
    if (address == nullptr) return withhold(n, kForwardLoop.id, kForwardLoop.reason);

    const auto& sender = choose_sender(settings.senders, *address);
    n.fate = Fate::sent;
    n.address = address->text();
    n.sender_domain = sender.domain;
    n.message_id = message_id(configuration.keys, n.id, sender.domain);
}

/// The sender domain by name: a decision that stands may be older than the configuration.
const SenderSettings& sender_named(const Settings& settings, std::string_view domain) {
    for (const auto& sender : settings.senders) {
        if (sender.domain == domain) return sender;
    }
    return settings.senders.front();
}

/// The agent's name stands beside the agent's own address, not beside a shared one.
std::string name_beside(const std::optional<Agent>& agent, const Address& to) {
    return agent && agent->address == to ? agent->name : std::string{};
}

/// The window is still running: Postfix keeps it and is asked to present it at its end.
Verdict park(Notification n, State& state, ReleaseBook& releases) {
    n.fate = Fate::parked;
    n.decided.reset();
    releases.await(n.queue_id, n.agent, n.due);
    auto text = parking_text(n.due);
    state.park(std::move(n));
    return Verdict::tempfail({451, "4.7.0", std::move(text)});
}

/// The recorded fate, put into effect.
Verdict carry_out(const Configuration& configuration, const Submission& message,
                  const Notification& n, const std::optional<Agent>& agent, TimePoint now) {
    if (n.fate != Fate::sent) return Verdict::discard();
    const auto to = Address::parse(n.address);
    if (!to) return failure(to.error());
    return Verdict::accept(rewrite(message, configuration,
                                   {n, sender_named(configuration.settings, n.sender_domain), *to,
                                    name_beside(agent, *to), now}));
}

std::string_view verdict_of(Settlement::Outcome outcome, Fate fate) {
    switch (outcome) {
        case Settlement::Outcome::recorded:
            return name_of(fate);
        case Settlement::Outcome::merged:
            return name_of(Fate::merged);
        case Settlement::Outcome::suppressed:
            return name_of(Fate::withheld);
        case Settlement::Outcome::duplicate:
            return "duplicate";
        case Settlement::Outcome::stands:
            return "sent-again";
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
            return decided;
        case Settlement::Outcome::stands:
        case Settlement::Outcome::suppressed:
            return settlement.standing;
        case Settlement::Outcome::merged:
            return settled_by(kSameAddress, decided);
        case Settlement::Outcome::duplicate:
            return settled_by(kDuplicate, decided);
    }
    return decided;
}

}  // namespace

Verdict Gateway::notification(const Configuration& configuration, const Submission& message) {
    const auto started = clock_.now();
    if (!claims_to_be_draft(configuration.settings, message)) return Verdict::accept();
    const auto opened = open_seal(configuration, message, started);
    if (const auto* refused = std::get_if<Verdict>(&opened)) return *refused;
    const auto& sealed = std::get<Sealed>(opened);
    auto n = record_of(sealed.draft, sealed.seal, sealed.agent, configuration);
    n.decided = started;
    if (started < n.due) return park(std::move(n), state_, releases_);

    // Until it is decided it waits, also for us to recover from an error.
    const auto try_later = [&](std::string_view event, const Error& error) {
        LogLine(Severity::error, event)
            .with("queue_id", message.queue_id)
            .with("error", error.message());
        releases_.await(n.queue_id, n.agent, started + configuration.settings.postfix.retry_after);
        return failure(error);
    };
    const auto facts = directory_.notification_facts(sealed.draft, n.agent, n.occurred);
    if (!facts) return try_later("directory-unavailable", facts.error());
    decide(n, sealed, *facts, configuration, started);
    const auto settlement = state_.settle(n);
    if (!settlement) return try_later("state-unavailable", settlement.error());

    releases_.arrived(n.queue_id, n.agent);
    const auto fate = effective(n, *settlement);
    log_verdict(fate, message.queue_id, verdict_of(settlement->outcome, n.fate),
                clock_.now() - started);
    return carry_out(configuration, message, fate, facts->agent, started);
}

}  // namespace postern
