// SPDX-License-Identifier: Apache-2.0
#include "trail_words.hpp"

namespace postern {

namespace {

using trail::Status;
using trail::Trail;

/// Postfix itself, where no host is named.
bool names_a_host(const Trail& t) {
    return !t.relay.empty() && t.relay != "none";
}

std::string by_whom(const Trail& t) {
    return " by " + (names_a_host(t) ? t.relay : "Postfix itself");
}

std::string at_last(const Trail& t) {
    return t.last ? " at " + format_time(*t.last) : "";
}

std::string with_reply(const Trail& t) {
    return t.reply.empty() ? "" : ": " + t.reply;
}

std::string times(int count) {
    if (count == 1) return "once";
    return count == 2 ? "twice" : std::to_string(count) + " times";
}

/// The agent `discard` takes mail and delivers none of it.
std::string explain_delivered(const Trail& t) {
    const auto at = " at " + format_time(*t.delivered);
    const auto tries = t.tries > 1 ? ", tried " + times(t.tries) : "";
    if (t.agent == "discard") return "discarded by Postfix" + at + with_reply(t);
    return "delivered to " + (names_a_host(t) ? t.relay : "a mailbox of this host") + at + tries +
           with_reply(t);
}

std::string explain_put_off(const Trail& t) {
    const auto since = t.tries > 1 && t.first ? " since " + format_time(*t.first) + ", last" : "";
    return "put off " + times(t.tries) + since + at_last(t) + by_whom(t) + with_reply(t);
}

std::string explain_expired(const Trail& t) {
    if (t.tries == 0) return "returned by Postfix, as it was in its queue for too long";
    return "returned by Postfix, as it was in its queue for too long; tried " + times(t.tries) +
           ", last" + at_last(t) + with_reply(t);
}

std::string outcome(const Trail& t) {
    switch (t.status) {
        case Status::none:
            return "not tried by Postfix yet, which has it as " + t.queue_id;
        case Status::sent:
            return explain_delivered(t);
        case Status::deferred:
            return explain_put_off(t);
        case Status::bounced:
            return "refused" + at_last(t) + by_whom(t) + with_reply(t);
        case Status::expired:
            return explain_expired(t);
        case Status::undeliverable:
        case Status::deliverable:
            return std::string(trail::name_of(t.status)) + at_last(t) + by_whom(t) + with_reply(t);
    }
    return {};
}

bool was_given_up(const Trail& t) {
    return t.removed && (t.status == Status::none || t.status == Status::deferred);
}

Json json_of(const Trail& t) {
    return {{"attempt", t.departure.attempt},
            {"queue_id", t.queue_id},
            {"status", trail::name_of(t.status)},
            {"tries", t.tries},
            {"first", time_or_null(t.first)},
            {"last", time_or_null(t.last)},
            {"agent", or_null(t.agent)},
            {"relay", or_null(t.relay)},
            {"dsn", or_null(t.dsn)},
            {"reply", or_null(t.reply)},
            {"delivered", time_or_null(t.delivered)},
            {"removed", time_or_null(t.removed)}};
}

}  // namespace

std::string explain(const Trail& t) {
    auto text = outcome(t);
    if (!was_given_up(t)) return text;
    return text + "; removed from Postfix's queue at " + format_time(*t.removed);
}

Json to_json(const std::vector<Trail>& trails) {
    auto all = Json::array();
    for (const auto& each : trails) all.push_back(json_of(each));
    return all;
}

std::string delivery_of(const std::vector<Trail>& trails) {
    if (trails.empty()) return {};
    const auto& last = trails.back();
    if (last.delivered) return last.agent == "discard" ? "discarded" : "delivered";
    return was_given_up(last) ? "removed" : std::string(trail::name_of(last.status));
}

}  // namespace postern
