// SPDX-License-Identifier: Apache-2.0
//
// The guard around each hop's judgement: an exception is a defect of ours. The message is answered
// 451 and comes again; what meets a defect again and again is put on hold, with its reason on
// record and in the log, for an operator to give it back once the defect is mended.
#include "postern/gateway/gateway.hpp"

#include <new>

#include "postern/base/log.hpp"

#include "kept.hpp"
#include "queue_file.hpp"
#include "record.hpp"
#include "settled.hpp"
#include "verdict_log.hpp"

namespace postern {

namespace {

constexpr std::size_t kLongestReason = 200;

/// Too little memory is the machine's, and passes.
Verdict short_of_memory(const Submission& message) {
    LogLine(Severity::error, "short-of-memory").with("queue_id", message.queue_id);
    return Verdict::tempfail({451, "4.3.1", "postern: short of memory, try again later"});
}

/// `n` is the notification, where it is one.
void log_set_aside(std::string_view what, const Submission& message, const std::string& why,
                   const Notification& n = {}) {
    LogLine(Severity::error, "set-aside")
        .with("queue_id", message.queue_id)
        .with("what", what)
        .with("draft_queue_id", n.queue_id)
        .with("agent", n.agent)
        .with("sender", message.sender)
        .with("error", why);
}

Verdict put_on_hold(std::string_view what, const Submission& message, const std::string& why,
                    const Notification& n = {}) {
    log_set_aside(what, message, why, n);
    return Verdict::hold();
}

Notification set_aside_for(const Sealed& sealed, const Submission& message,
                           const Configuration& configuration, const std::string& why,
                           TimePoint now) {
    auto n = record_of(sealed, message, configuration);
    n.fate = Fate::set_aside;
    n.reason = "defect: " + why.substr(0, kLongestReason);
    n.decided = now;
    return n;
}

}  // namespace

template <typename Judge, typename SetAside>
Verdict Gateway::guarded(const Submission& message, Judge judge, SetAside set_aside) {
    std::string why = "unknown exception";
    try {
        auto verdict = judge();
        if (verdict.action != Verdict::Action::tempfail) defects_.forget(message);
        return verdict;
    } catch (const std::bad_alloc&) {
        return short_of_memory(message);
    } catch (const std::exception& e) {
        why = e.what();
    } catch (...) {  // NOLINT(bugprone-empty-catch): told of below
    }
    const auto times = defects_.met_by(message);
    LogLine(Severity::error, "defect")
        .with("queue_id", message.queue_id)
        .with("times", times)
        .with("error", why);
    if (times < Defects::kPatience) return failure({ErrorCode::internal, why});
    return set_aside(why);
}

Verdict Gateway::draft(const Configuration& configuration, const Submission& message) {
    return guarded(
        message, [&] { return judge_draft(configuration, message); },
        [&](const std::string& why) { return put_on_hold("draft", message, why); });
}

Verdict Gateway::notification(const Configuration& configuration, const Submission& message) {
    return guarded(
        message, [&] { return judge_notification(configuration, message); },
        [&](const std::string& why) { return set_aside(configuration, message, why); });
}

Verdict Gateway::bounce(const Configuration& configuration, const Submission& message) {
    return guarded(
        message, [&] { return judge_bounce(configuration, message); },
        [&](const std::string& why) {
            log_set_aside("bounce", message, why);
            return keep(configuration, {"defect"}, message);
        });
}

/// On record first. Where that meets a defect as well it goes on hold without: better than for ever
/// between two hops.
Verdict Gateway::set_aside(const Configuration& configuration, const Submission& message,
                           const std::string& why) try {
    const auto now = clock_.now();
    const auto opened = open_seal(configuration, message, now);
    if (const auto* refused = std::get_if<Verdict>(&opened)) return *refused;
    const auto n = set_aside_for(std::get<Sealed>(opened), message, configuration, why, now);
    const auto settlement = state_.settle(n, {}, configuration.terms);
    if (!settlement) return failure(settlement.error());
    releases_.arrived(queue_file_of(message.headers, n.queue_id), n.agent);
    if (settlement->outcome == Settlement::Outcome::duplicate) return Verdict::discard();
    return put_on_hold("notification", message, why, n);
} catch (const std::bad_alloc&) {
    return short_of_memory(message);
} catch (const std::exception&) {
    return put_on_hold("notification", message, why);
}

/// Queued again it passed a site that changes what it sees: on hold, once, for an operator to look
/// at. Of what is on record already it is a forgery, or of no use.
Verdict Gateway::changed(const Submission& message, Notification n) {
    n.fate = Fate::set_aside;
    n.reason = kChanged;
    const auto settlement = state_.settle(n, {});
    if (!settlement) return cannot_know("state-unavailable", settlement.error());
    const bool is_first = settlement->outcome == Settlement::Outcome::recorded;
    LogLine(Severity::warning, "draft-changed")
        .with("queue_id", message.queue_id)
        .with("draft_queue_id", n.queue_id)
        .with("draft", n.draft)
        .with("account", n.account)
        .with("agent", n.agent)
        .with("verdict", is_first ? "set-aside" : "refused");
    if (is_first) return Verdict::hold();
    return Verdict::reject({550, "5.7.1", "not what was accepted here: it was changed since"});
}

}  // namespace postern
