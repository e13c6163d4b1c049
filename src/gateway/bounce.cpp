// SPDX-License-Identifier: Apache-2.0
//
// BOUNCE: what came back to a return path; is it to be believed, and what does it change.
//
// The order: return path, token, report, notification, record. Only what is proved up to the end
// acts, and is discarded once that is on record. Everything else is accepted as it came, which
// Postfix turns into its hold queue (conf/postfix/master.cf): kept for an operator, and nothing
// changed by it. Nothing is ever refused with a 5xx: that would have somebody's mail server answer
// a bounce (RFC 5321 section 4.5.5), and a stranger named in a forged one would get it.
#include "postern/base/log.hpp"
#include "postern/base/text.hpp"
#include "postern/gateway/gateway.hpp"
#include "postern/gateway/identity.hpp"

namespace postern {

namespace {

/// Why a message stays on hold, in the log's words.
struct Kept {
    std::string reason;
    std::string victim{};
    std::optional<Disbelief> counted{};
};

Kept not_believed(Disbelief why, std::string victim) {
    return {std::string(name_of(why)), std::move(victim), why};
}

std::string_view local_in_bounce_domain(const Settings& settings, std::string_view path) {
    if (path.size() > 1 && path.front() == '<' && path.back() == '>') {
        path = path.substr(1, path.size() - 2);
    }
    const auto at = path.rfind('@');
    if (at == std::string_view::npos) return {};
    for (const auto& sender : settings.senders) {
        if (iequals(path.substr(at + 1), sender.bounce_domain)) return path.substr(0, at);
    }
    return {};
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
    const auto local = local_in_bounce_domain(settings, message.recipients.front());
    auto token = read_return_path(configuration.keys, local);
    if (!token) return not_believed(Disbelief::forged, claimed_victim(report));
    if (is_expired(*token, settings.bounces.token_lifetime, now)) {
        return not_believed(Disbelief::expired, claimed_victim(report));
    }
    if (report.format == BounceFormat::none) return Kept{"no-bounce"};
    if (report.format == BounceFormat::unreadable || report.outcomes.empty()) {
        return Kept{"unreadable"};
    }
    return Proved{*std::move(token), std::move(report)};
}

/// The outcome for the address that the notification went to, and nobody else's.
std::variant<ProvedBounce, Kept> attribute(const Proved& proved,
                                           const std::vector<Notification>& found, TimePoint now) {
    const auto claimed = claimed_victim(proved.report);
    if (found.empty() || found.front().fate != Fate::sent) {
        return not_believed(Disbelief::unknown, claimed);
    }
    const auto& n = found.front();
    auto outcome = outcome_for(proved.report, n.address);
    if (!outcome) return not_believed(Disbelief::foreign, claimed);
    if (!is_understood(*outcome)) return Kept{"undefined", n.address};
    return ProvedBounce{n.id,
                        n.address,
                        n.agent,
                        n.kind,
                        n.decided.value_or(n.accepted),
                        *std::move(outcome),
                        proved.report.reporting_mta,
                        now};
}

void log_bounce(const ProvedBounce& bounce, const Submission& message, const Notification& n,
                const BounceEffect& effect) {
    const auto& o = bounce.outcome;
    LogLine(Severity::info, "bounce")
        .with("queue_id", message.queue_id)
        .with("effect", name_of(effect.outcome))
        .with("class", name_of(o.bounce_class))
        .with("fault", name_of(fault_of(o.bounce_class)))
        .with("action", name_of(o.action))
        .with("status", o.status)
        .with("address", bounce.address)
        .with("sender_domain", n.sender_domain)
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
        .with("diagnostic", std::string_view(o.diagnostic).substr(0, 200));
}

Verdict keep(const Kept& kept, const Submission& message, State& state, TimePoint now) {
    LogLine(Severity::warning, "bounce-kept")
        .with("queue_id", message.queue_id)
        .with("reason", kept.reason)
        .with("victim", kept.victim)
        .with("recipient", message.recipients.empty() ? "" : message.recipients.front());
    if (kept.counted) state.disbelieve(lower(kept.victim.substr(0, 254)), *kept.counted, now);
    return Verdict::accept();
}

Verdict try_later(const Submission& message, const Error& error) {
    LogLine(Severity::error, "state-unavailable")
        .with("queue_id", message.queue_id)
        .with("error", error.message());
    return failure(error);
}

}  // namespace

Verdict Gateway::bounce(const Configuration& configuration, const Submission& message) {
    const auto now = clock_.now();
    const auto proved = prove(configuration, message, now);
    if (const auto* kept = std::get_if<Kept>(&proved)) return keep(*kept, message, state_, now);

    NotificationFilter filter;
    filter.id = std::get<Proved>(proved).token.notification;
    const auto found = state_.find(filter);
    if (!found) return try_later(message, found.error());
    const auto attributed = attribute(std::get<Proved>(proved), *found, now);
    if (const auto* kept = std::get_if<Kept>(&attributed)) return keep(*kept, message, state_, now);

    const auto& bounce = std::get<ProvedBounce>(attributed);
    const auto effect = state_.bounced(bounce);
    if (!effect) return try_later(message, effect.error());
    if (effect->outcome == BounceEffect::Outcome::replayed) {
        // The state counted it as it found out.
        return keep({std::string(name_of(Disbelief::replayed)), bounce.address}, message, state_,
                    now);
    }
    log_bounce(bounce, message, found->front(), *effect);
    return Verdict::discard();
}

}  // namespace postern
