// SPDX-License-Identifier: Apache-2.0
#include "verdict_log.hpp"

#include "postern/base/log.hpp"

namespace postern {

Verdict cannot_know(std::string_view event, const Error& error) {
    LogLine(Severity::error, event).with("error", error.message());
    return failure(error);
}

void log_verdict(const Notification& n, std::string_view queue_id, std::string_view verdict,
                 Duration took) {
    LogLine(Severity::info, "notification")
        .with("queue_id", queue_id)
        .with("draft_queue_id", n.queue_id)
        .with("verdict", verdict)
        .with("rule", n.rule)
        .with("reason", n.reason)
        .with("draft", n.draft)
        .with("account", n.account)
        .with("agent", n.agent)
        .with("kind", name_of(n.kind))
        .with("address", n.address)
        .with("sender_domain", n.sender_domain)
        .with("waited_ms", n.decided ? (*n.decided - n.accepted).count() : 0)
        .with("ms", took.count());
}

}  // namespace postern
