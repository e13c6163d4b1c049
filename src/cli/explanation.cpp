// SPDX-License-Identifier: Apache-2.0
#include "explanation.hpp"

#include "postern/deliverability/obstacle.hpp"
#include "postern/policy/rules.hpp"
#include "postern/recipients/route.hpp"
#include "postern/sender/choice.hpp"

namespace postern {

namespace {

std::string seconds_between(TimePoint from, TimePoint to) {
    return format_duration(std::chrono::round<std::chrono::seconds>(to - from));
}

std::string when_decided(const Notification& n) {
    if (!n.decided) return {};
    return " at " + format_time(*n.decided) + ", " + seconds_between(n.accepted, *n.decided) +
           " after the draft was accepted";
}

/// ", because the agent was online … (rule O2, agent-online)"
std::string because(const Notification& n) {
    const auto words = words_of_rule(n);
    const auto reason = words.empty() ? std::string() : ", because " + std::string(words);
    return reason + " (rule " + n.rule + ", " + n.reason + ")";
}

/// The rule of a notification that was sent is why it did not go to its agent.
std::string explain_sent(const Notification& n) {
    const bool at_fallback = !n.rule.empty();
    return "sent to " + n.address + (at_fallback ? ", the account's fallback," : "") + " from " +
           n.sender_domain + (n.attempt > 1 ? ", once more" : "") + when_decided(n) +
           (at_fallback ? because(n) : "; no rule objected") + ". Its Message-ID is <" +
           n.message_id + ">";
}

std::string explain_withheld(const Notification& n) {
    return "not sent" + because(n) + "; decided" + when_decided(n) +
           ". The visitor's event was at " + format_time(n.occurred);
}

std::string explain_merged(const Notification& n) {
    return "not sent on its own to " + n.address + because(n) + "; decided" + when_decided(n);
}

/// Postfix's word for it, where it was put off and not parked.
std::string put_off_by(const Waiting* place) {
    if (place == nullptr || place->put_off.empty()) return {};
    return ". Postfix has put it off: " + place->put_off;
}

std::string explain_parked(const Notification& n, TimePoint now, const Waiting* place) {
    const auto queued = " Postfix keeps it as " + n.queue_id;
    if (!n.rule.empty()) return "not decided yet: it waits" + because(n) + "." + queued;
    if (now >= n.due) {
        return "not decided yet: its grace window ended at " + format_time(n.due) + ", " +
               seconds_between(n.due, now) + " ago, and Postfix has not presented it since." +
               queued + put_off_by(place);
    }
    return "not decided yet: it waits for the end of its grace window at " + format_time(n.due) +
           ", in " + seconds_between(now, n.due) + "." + queued + put_off_by(place);
}

std::string how_it_goes_on(const std::string& queue_id) {
    return "It goes on, and is judged by the facts of that moment, after 'postsuper -H " +
           queue_id + "'";
}

std::string explain_issued(const Notification& n, const Waiting* place) {
    return "not decided yet: its draft was accepted at " + format_time(n.accepted) +
           ", and Postfix has not presented the agent's copy yet. Look for " + n.queue_id +
           " in Postfix's queue and log" + put_off_by(place);
}

std::string_view words_of_given_up(std::string_view reason) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kWords{{
        {gave_up::kRefused,
         "OUT refused it, most often because the key it was sealed with was removed"},
        {gave_up::kExpired,
         "it was older than Postfix keeps what it cannot deliver, and was returned"},
        {gave_up::kNeverQueued, "the platform was not answered, and did not submit it again"},
        {gave_up::kGone, "somebody removed it from the queue, or Postfix returned it"},
    }};
    for (const auto& [name, words] : kWords) {
        if (name == reason) return words;
    }
    return reason;
}

std::string explain_given_up(const Notification& n) {
    if (n.reason == gave_up::kRestored) {
        return "whether it was sent is not known: Postfix no longer has the agent's copy, and the "
               "record was put back from an earlier copy after the draft was accepted. Look for "
               "the agent's address in Postfix's log before it is submitted again. Given up at " +
               format_time(n.decided.value_or(n.due));
    }
    return "not sent: Postfix no longer has the agent's copy (" +
           std::string(words_of_given_up(n.reason)) + "), given up at " +
           format_time(n.decided.value_or(n.due));
}

/// `queue_id` is "" where it is not known: then the log has it.
std::string explain_set_aside(const Notification& n, const std::string& queue_id) {
    const bool is_changed = n.reason == kChanged;
    const std::string event = is_changed ? "draft-changed" : "set-aside";
    const auto file = queue_id.empty() ? "in the queue file that the log event " + event +
                                             " with draft_queue_id=" + n.queue_id +
                                             " agent=" + n.agent + " names"
                                       : "as " + queue_id;
    const auto id = queue_id.empty() ? "QUEUE-ID" : queue_id;
    return "not sent: set aside at " + format_time(n.decided.value_or(n.due)) +
           (is_changed ? ", as it no longer says what was accepted ("
                       : ", as it met a defect again and again (") +
           n.reason + "). Postfix keeps it on hold, " + file + ". " +
           (is_changed
                ? "Released, it is refused: remove it with 'postsuper -d " + id +
                      "', and have the platform submit it under another id if it still matters"
                : how_it_goes_on(id));
}

/// Postfix presents nothing of what is on hold, and asks nobody.
std::string explain_on_hold(const Waiting& place) {
    return "not decided yet: somebody has put it on hold in Postfix's queue, as " + place.queue_id +
           ". " + how_it_goes_on(place.queue_id);
}

std::string explain_missed(const Notification& n) {
    return "not decided as far as is on record, but Postfix's queue does not have " + n.queue_id +
           " now: it was decided just now, returned or removed, or postsuper -r is queueing it "
           "again. The record follows within a minute or so of the end of its grace window at " +
           format_time(n.due) + "; Postfix's log has what became of " + n.queue_id;
}

}  // namespace

std::string_view words_of_rule(const Notification& n) {
    for (const auto& rule : rules_of(n.kind)) {
        if (rule.id == n.rule) return rule.withheld_when;
    }
    for (const auto& rule : kRecipientRules) {
        if (rule.id == n.rule) return rule.withheld_when;
    }
    for (const auto& rule : kSenderRules) {
        if (rule.id == n.rule) return rule.withheld_when;
    }
    return words_of_deliverability_rule(n.rule);
}

std::string_view words_of_not_again(std::string_view reason) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kWords{{
        {"not-returned-whole", "the report did not bring the whole message"},
        {"not-as-it-left", "what the report brought is not what left"},
        {"unknown-queue-file", "nothing told by which queue file the report came"},
        {"too-late", "reputation.retry-within had passed"},
        {"already-sent-again", "it had been already"},
        {"suppressed", "the address or the agent was suppressed by then"},
        {"no-other-domain", "no other sender domain could be used there"},
    }};
    for (const auto& [name, words] : kWords) {
        if (name == reason) return words;
    }
    return reason;
}

/// An address that is held, or is not any more, explains what became of later drafts.
std::string words_of_effect(const RecordedBounce& bounce) {
    if (bounce.effect == name_of(BounceEffect::Outcome::noted)) return {};
    if (bounce.effect == name_of(BounceEffect::Outcome::held)) {
        return "; held for a time, as that is only likely, and tried again after it";
    }
    if (bounce.effect != name_of(BounceEffect::Outcome::suppressed)) return "; " + bounce.effect;
    return bounce.bounce_class == BounceClass::mailbox_full
               ? "; suppressed for a time, and tried again after it"
               : "; suppressed until an operator lifts it";
}

std::string explain(const RecordedBounce& bounce) {
    const auto fault = bounce.fault;
    auto text = "at " + format_time(bounce.at) + ", " + std::string(name_of(bounce.bounce_class));
    if (fault != Fault::nobody) text += " (fault: " + std::string(name_of(fault)) + ")";
    if (!bounce.evidence.empty()) text += ": " + bounce.evidence;
    text += words_of_effect(bounce);
    if (!bounce.not_again.empty()) {
        text.append("; not sent once more: ").append(words_of_not_again(bounce.not_again));
    }
    return text;
}

std::string explain(const Notification& n, TimePoint now, const Waiting* place, bool is_missed) {
    const bool is_held = place != nullptr && place->where == Waiting::Where::on_hold;
    if (is_held && !is_final(n.fate)) return explain_on_hold(*place);
    if (is_missed && !is_final(n.fate)) return explain_missed(n);
    switch (n.fate) {
        case Fate::issued:
            return explain_issued(n, place);
        case Fate::parked:
            return explain_parked(n, now, place);
        case Fate::sent:
            return explain_sent(n);
        case Fate::withheld:
            return explain_withheld(n);
        case Fate::merged:
            return explain_merged(n);
        case Fate::given_up:
            return explain_given_up(n);
        case Fate::set_aside:
            return explain_set_aside(n, is_held ? place->queue_id : "");
    }
    return {};
}

}  // namespace postern
