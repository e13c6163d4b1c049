// SPDX-License-Identifier: Apache-2.0
//
// BOUNCE: what came back to a return path; is it to be believed, and what does it change.
//
// The order: return path, token, report, notification, record. Only what is proved up to the end
// acts, and is discarded once that is on record. Everything else is put into Postfix's
// hold queue as it came, within limits (keep.cpp): nothing is changed by it. Nothing is ever
// refused with a 5xx: that would have somebody's mail server answer a bounce (RFC 5321
// section 4.5.5), and a stranger named in a forged one would get it.
#include <algorithm>
#include <map>

#include "postern/base/log.hpp"
#include "postern/base/text.hpp"
#include "postern/gateway/content_seal.hpp"
#include "postern/gateway/gateway.hpp"
#include "postern/gateway/identity.hpp"
#include "postern/mail/returned.hpp"

#include "attest.hpp"
#include "destination.hpp"
#include "kept.hpp"
#include "queue_file.hpp"
#include "resend.hpp"

namespace postern {

namespace {

Kept not_believed(Disbelief why, const BounceReport& report) {
    Kept kept{std::string(name_of(why)), claimed_victim(report), why};
    kept.is_reply = is_reply(report);
    return kept;
}

/// Whatever the domain: the token is the proof, and a domain may have been taken out of the pool
/// while reports to it are on their way.
std::string_view local_part(std::string_view path) {
    if (path.starts_with('<')) path.remove_prefix(1);
    return path.substr(0, path.rfind('@'));
}

/// A token names its day; it counts from the end of that.
bool is_expired(const ReturnToken& token, Duration lifetime, TimePoint now) {
    return now > token.issued + std::chrono::days{1} + lifetime;
}

struct Proved {
    ReturnToken token;
    BounceReport report;
};

std::variant<Proved, Kept> prove(const Configuration& configuration, const Submission& message,
                                 TimePoint now) {
    if (message.recipients.size() != 1) return Kept{"several-recipients"};
    const auto& settings = configuration.settings;
    auto report = configuration.read_bounce(message.headers, message.body);
    auto token = read_return_path(configuration.keys, local_part(message.recipients.front()));
    if (!token) return not_believed(Disbelief::forged, report);
    if (is_expired(*token, settings.bounces.token_lifetime, now)) {
        return not_believed(Disbelief::expired, report);
    }
    const auto not_understood = [&](const char* reason) {
        return Kept{reason, {}, {}, token->notification};
    };
    // What is no bounce at all may be an automatic reply without a mark.
    const bool is_bounce = report.format != BounceFormat::none;
    if (report.format == BounceFormat::unreadable || (is_bounce && report.outcomes.empty())) {
        return not_understood("unreadable");
    }
    return Proved{*std::move(token), std::move(report)};
}

/// The outcome for the address that the notification went to, and nobody else's.
std::variant<ProvedBounce, Kept> attribute(const Proved& proved, const Submission& message,
                                           const std::vector<Notification>& found, TimePoint now) {
    if (found.empty() || found.front().fate != Fate::sent) {
        return not_believed(Disbelief::unknown, proved.report);
    }
    const auto& n = found.front();
    const bool is_bounce = proved.report.format != BounceFormat::none;
    auto outcome = is_bounce ? outcome_for(proved.report, n.address)
                             : unmarked_reply(message.headers, message.sender, n.address);
    if (!outcome && !is_bounce) return Kept{"no-bounce", {}, {}, n.id};
    if (!outcome) return not_believed(Disbelief::foreign, proved.report);
    if (!is_understood(*outcome)) {
        return Kept{"undefined",
                    n.address,
                    {},
                    n.id,
                    without_names(evidence_of(*outcome), n.address).substr(0, 200)};
    }
    // Of an earlier departure, nobody knows any more where it was from.
    const bool is_current = proved.token.attempt == n.attempt;
    return ProvedBounce{n.id,
                        n.address,
                        n.agent,
                        n.kind,
                        n.decided.value_or(n.accepted),
                        *std::move(outcome),
                        proved.report.reporting_mta,
                        now,
                        proved.token.attempt,
                        is_current ? n.sender_domain : std::string{},
                        is_current ? n.provider : std::string{}};
}

void log_bounce(const ProvedBounce& bounce, const Submission& message, const Notification& n,
                const BounceEffect& effect) {
    const auto& o = bounce.outcome;
    LogLine(Severity::info, "bounce")
        .with("queue_id", message.queue_id)
        .with("effect", name_of(effect.outcome))
        .with("class", name_of(o.bounce_class))
        .with("fault", name_of(fault_of(o)))
        .with("action", name_of(o.action))
        .with("status", o.status)
        .with("address", bounce.address)
        .with("sender_domain", bounce.sender_domain)
        .with("provider", bounce.provider)
        .with("again_from", effect.again ? effect.again->sender_domain : std::string{})
        .with("disputed", effect.is_disputed ? "yes" : "")
        .with("not_again", effect.not_again)
        .with("notification", n.id)
        .with("draft", n.draft)
        .with("account", n.account)
        .with("agent", n.agent)
        .with("kind", name_of(n.kind))
        .with("until", effect.standing && effect.standing->until
                           ? format_time(*effect.standing->until)
                           : std::string{})
        .with("pattern", o.pattern)
        .with("reporter", bounce.reporter)
        .with("origin", name_of(bounce.origin))
        .with("vouched", bounce.vouched ? "yes" : "")
        .with("diagnostic", std::string_view(without_return_tokens(o.diagnostic)).substr(0, 200));
}

/// The queue file that brought it: that of the topmost Received field, which the Postfix that
/// handed it to us wrote.
std::string delivery_of(const HeaderList& headers) {
    const auto* received = find_header(headers, "Received");
    return received == nullptr ? std::string() : received_id(received->value);
}

/// Whether another sender domain might do better.
bool may_be_retried(const ProvedBounce& bounce, const Settings& settings) {
    return tries_once_more(settings) && bounce.attempt == 1 &&
           bounce.outcome.action == DeliveryAction::failed &&
           fault_of(bounce.outcome) == Fault::sender;
}

/// What follows for the sender domain, in the log.
void log_sender(const ProvedBounce& bounce, const BounceEffect& effect) {
    for (const auto& s : effect.senders_suspended) {
        LogLine(Severity::warning, "sender-suspended")
            .with("sender_domain", s.domain)
            .with("provider", s.provider)
            .with("account", s.account)
            .with("cause", name_of(s.cause))
            .with("until", s.until ? format_time(*s.until) : std::string{})
            .with("step", s.step)
            .with("notification", s.notification)
            .with("evidence", without_return_tokens(s.evidence));
    }
    for (const auto& s : effect.senders_resumed) {
        LogLine(Severity::info, "sender-resumed")
            .with("sender_domain", s.domain)
            .with("provider", s.provider)
            .with("account", s.account)
            .with("refused_as_well", bounce.sender_domain)
            .with("address", bounce.address)
            .with("notification", bounce.notification);
    }
    if (effect.complaints_worry) {
        LogLine(Severity::warning, "sender-complaints")
            .with("sender_domain", bounce.sender_domain)
            .with("provider", bounce.provider)
            .with("notification", bounce.notification);
    }
}

/// What leaves once more, by the sender domain it would leave from: made before the record says
/// which of them it is.
using Departures = std::map<std::string, Edits>;

/// Fills in what `bounce` says of one more try.
Departures make_departures(const Configuration& configuration, const Submission& message,
                           const BounceReport& report, const Notification& n,
                           ProvedBounce& bounce) {
    const auto returned = returned_notification(configuration, message, report, n);
    bounce.not_again = returned.why_not;
    if (!returned.message) return {};
    bounce.again = OneMoreTry{sender_candidates(configuration, n, n.provider, bounce.at),
                              configuration.settings.reputation.retry_within};
    Departures departures;
    for (const auto& candidate : bounce.again->senders) {
        auto again = n;
        again.attempt = 2;
        again.sender_domain = candidate.domain;
        again.message_id = candidate.message_id;
        departures[candidate.domain] =
            resend(message, *returned.message, configuration, again, bounce.at);
    }
    return departures;
}

Verdict try_later(const Submission& message, const Error& error) {
    LogLine(Severity::error, "state-unavailable")
        .with("queue_id", message.queue_id)
        .with("error", error.message());
    return failure(error);
}

}  // namespace

Verdict Gateway::judge_bounce(const Configuration& configuration, const Submission& message) {
    const auto now = clock_.now();
    const auto proved = prove(configuration, message, now);
    if (const auto* kept = std::get_if<Kept>(&proved)) return keep(configuration, *kept, message);
    const auto& [token, report] = std::get<Proved>(proved);
    NotificationFilter filter;
    filter.id = token.notification;
    const auto found = state_.find(filter);
    if (!found) return try_later(message, found.error());
    auto attributed = attribute(std::get<Proved>(proved), message, *found, now);
    if (const auto* kept = std::get_if<Kept>(&attributed))
        return keep(configuration, *kept, message);
    return act_on(configuration, message, report, found->front(),
                  std::get<ProvedBounce>(std::move(attributed)));
}

/// It is ours, and says something of where `n` went: recorded, with what follows, and then that.
Verdict Gateway::act_on(const Configuration& configuration, const Submission& message,
                        const BounceReport& report, const Notification& n, ProvedBounce bounce) {
    bounce.account = n.account;
    bounce.delivery = delivery_of(message.headers);
    attest(bounce, configuration, message, report);
    const auto departures = may_be_retried(bounce, configuration.settings)
                                ? make_departures(configuration, message, report, n, bounce)
                                : Departures{};
    const auto effect = state_.bounced(bounce, configuration.terms);
    if (!effect) return try_later(message, effect.error());
    if (effect->outcome == BounceEffect::Outcome::replayed) {
        // The state counted it as it found out.
        return keep(configuration, {std::string(name_of(Disbelief::replayed)), bounce.address},
                    message);
    }
    log_bounce(bounce, message, n, *effect);
    log_sender(bounce, *effect);
    if (!effect->again) return Verdict::discard();
    return Verdict::accept(departures.at(effect->again->sender_domain));
}

}  // namespace postern
