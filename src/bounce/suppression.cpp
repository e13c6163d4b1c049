// SPDX-License-Identifier: Apache-2.0
#include "postern/bounce/suppression.hpp"

#include <algorithm>

#include "postern/address/address.hpp"
#include "postern/base/text.hpp"
#include "postern/bounce/attribution.hpp"

namespace postern {

namespace {

bool cools_down(const Strike& strike) {
    return strike.cause == Cause::mailbox_full || strike.is_only_likely;
}

/// An operator's hold for a time has no steps, and no probe at its end.
bool is_cooling(const Suppression& standing) {
    return standing.until && (standing.cause == Cause::mailbox_full || standing.step > 0);
}

/// The subject's first step, whatever stood there before.
Suppression first_step(const Strike& strike, const SuppressionTerms& terms) {
    Suppression begun{strike.subject,      strike.cause, strike.evidence, "bounce",
                      strike.notification, strike.at,    strike.at};
    begun.step = 1;
    if (cools_down(strike)) begun.until = strike.at + terms.cool_downs.front();
    return begun;
}

/// It is no better, and what says so left after the latest step.
Suppression next_step(Suppression standing, const Strike& strike, const SuppressionTerms& terms) {
    const auto last = terms.cool_downs.size() - 1;
    const auto index = std::min(static_cast<std::size_t>(standing.step), last);
    standing.cause = strike.cause;
    standing.evidence = strike.evidence;
    standing.notification = strike.notification;
    standing.last = strike.at;
    standing.until = strike.at + terms.cool_downs[index];
    ++standing.step;
    standing.probe.clear();
    standing.probed.reset();
    return standing;
}

}  // namespace

const DeliverabilityRule& rule_of(Cause cause) {
    return kDeliverabilityRules.at(static_cast<std::size_t>(cause));
}

SuppressionTerms suppression_terms(const Settings& settings) {
    const auto& s = settings.suppressions;
    return {s.cool_downs, s.probe_patience, s.clear_after, settings.recipients.comparison};
}

std::optional<Cause> cause_from(std::string_view name) {
    for (const auto& rule : kDeliverabilityRules) {
        if (rule.reason == name) return rule.cause;
    }
    return std::nullopt;
}

std::string subject_of(std::string_view agent, Kind kind) {
    return std::string(agent).append("/").append(name_of(kind));
}

bool is_address_subject(std::string_view subject) {
    return subject.find('@') != std::string_view::npos;
}

Result<std::string> parse_subject(std::string_view text) {
    if (is_address_subject(text)) {
        auto address = Address::parse(text);
        if (!address) return address.error();
        return address->text();
    }
    const auto slash = text.find('/');
    const auto agent = canonical_id(text.substr(0, slash));
    const auto kind =
        slash == std::string_view::npos ? std::nullopt : kind_from(lower(text.substr(slash + 1)));
    if (!agent.empty() && kind) return subject_of(agent, *kind);
    return Error{
        ErrorCode::invalid,
        in_quotes(text) + " is neither an address nor AGENT/KIND, such as anna/offline-message"};
}

Passage passage(const Suppression& standing, std::string_view notification, TimePoint now,
                const SuppressionTerms& terms) {
    if (is_over(standing, now, terms)) return Passage::free;
    if (!standing.until || now < *standing.until) return Passage::held;
    // The same notification may be presented again: it is still the probe.
    if (standing.probe.empty() || standing.probe == notification) return Passage::probe;
    return now < *standing.probed + terms.probe_patience ? Passage::held : Passage::free;
}

bool is_over(const Suppression& standing, TimePoint now, const SuppressionTerms& terms) {
    if (!standing.until || now < *standing.until) return false;
    if (!is_cooling(standing)) return true;
    return standing.probed && now >= *standing.probed + terms.clear_after;
}

std::optional<Cause> cause_of(const BounceOutcome& outcome) {
    if (outcome.bounce_class == BounceClass::complaint) return Cause::complaint;
    if (use_of(outcome) != BounceUse::failure) return std::nullopt;
    if (fault_of(outcome.bounce_class) != Fault::recipient) return std::nullopt;
    return cause_from(name_of(outcome.bounce_class));
}

std::optional<Suppression> after_failure(const std::optional<Suppression>& standing,
                                         const Strike& strike, const SuppressionTerms& terms) {
    if (!standing || is_over(*standing, strike.at, terms)) return first_step(strike, terms);
    if (!standing->until) return std::nullopt;
    if (!cools_down(strike)) return first_step(strike, terms);
    if (is_cooling(*standing)) {
        if (strike.sent < standing->last) return std::nullopt;
        return next_step(*standing, strike, terms);
    }
    // An operator's hold for a time: the longer of the two counts.
    auto begun = first_step(strike, terms);
    return *begun.until > *standing->until ? std::optional(begun) : std::nullopt;
}

bool clears(const Suppression& standing, std::string_view notification, TimePoint sent) {
    return is_cooling(standing) && (standing.probe == notification || sent > standing.last);
}

}  // namespace postern
