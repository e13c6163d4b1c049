// SPDX-License-Identifier: Apache-2.0
//
// What came to a return path and changes nothing: on hold as it came, for an operator, as long as
// there is room for it; beyond that counted and discarded, and told of while that lasts. An
// automatic reply never.
#include "postern/base/log.hpp"
#include "postern/base/text.hpp"
#include "postern/gateway/gateway.hpp"
#include "postern/gateway/identity.hpp"

#include "kept.hpp"

namespace postern {

namespace {

constexpr std::size_t kLongestAddress = 254;
/// An operator who has looked at some makes room for others.
constexpr auto kReleasePause = std::chrono::minutes{1};

std::string recipient_of(const Submission& message) {
    return message.recipients.empty() ? std::string()
                                      : without_return_tokens(message.recipients.front());
}

void log_kept(const Kept& kept, const Submission& message) {
    LogLine(Severity::warning, "bounce-kept")
        .with("queue_id", message.queue_id)
        .with("reason", kept.reason)
        .with("victim", kept.victim)
        .with("recipient", recipient_of(message))
        .with("words", kept.words);
}

/// Whoever is away says so for years, and there is nothing in it for an operator to look at.
void log_dropped(const Kept& kept, const Submission& message) {
    LogLine(Severity::info, "reply-dropped")
        .with("queue_id", message.queue_id)
        .with("reason", kept.reason)
        .with("from", kept.victim)
        .with("recipient", recipient_of(message));
}

}  // namespace

Verdict Gateway::keep(const Configuration& configuration, const Kept& kept,
                      const Submission& message) {
    if (kept.is_reply) {
        log_dropped(kept, message);
        return Verdict::discard();
    }
    const auto now = clock_.now();
    if (kept.counted) {
        state_.disbelieve(lower(kept.victim.substr(0, kLongestAddress)), *kept.counted, now);
    }
    const auto& settings = configuration.settings.bounces;
    const HoldBook::Limits limits{static_cast<std::size_t>(settings.hold_limit),
                                  settings.hold_size};
    auto held = held_.lock();
    if (held->book.admit({message.queue_id, kept.notification, message.body_size, now}, limits)) {
        held->discarded = 0;
        held->full.end();
        log_kept(kept, message);
        return Verdict::hold();
    }
    ++held->discarded;
    releases_.look(now + kReleasePause);
    if (held->full.tell(now)) {
        LogLine(Severity::warning, "bounces-discarded")
            .with("queue_id", message.queue_id)
            .with("reason", kept.reason)
            .with("recipient", recipient_of(message))
            .with("discarded", held->discarded)
            .with("held", static_cast<std::int64_t>(held->book.size()));
    }
    return Verdict::discard();
}

void Gateway::held_in_queue(const Configuration& configuration, const std::vector<HeldBounce>& held,
                            TimePoint began) {
    held_.lock()->book.compare(held, began, [&](const std::string& local_part) {
        const auto token = read_return_path(configuration.keys, local_part);
        return token ? token->notification : std::string();
    });
}

}  // namespace postern
