// SPDX-License-Identifier: Apache-2.0
#include "lookout.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include "postern/base/log.hpp"

namespace postern {

namespace {

using namespace std::chrono_literals;

constexpr Duration kLongestPause = 1min;
/// How long at most until the clock is looked at again, and what is overdue counted.
constexpr Duration kTurn = 10s;
/// So much longer than a listing takes is the pause behind it.
constexpr int kShare = 20;
constexpr Duration kShortestPause = 2s;
constexpr Duration kBetweenComparisons = 10min;
/// For so long what was handed on is remembered while the queue cannot be listed.
constexpr Duration kMemory = 10min;
/// How late a notification may be before that is told of.
constexpr Duration kTolerance = 1min;
constexpr Duration kBetweenReports = 24h;

void log_given_up(const Notification& n) {
    LogLine(Severity::warning, "notification-given-up")
        .with("queue_id", n.queue_id)
        .with("reason", n.reason)
        .with("draft", n.draft)
        .with("account", n.account)
        .with("agent", n.agent)
        .with("kind", name_of(n.kind))
        .with("due", format_time(n.due));
}

bool is_same(const SenderChange& a, const SenderChange& b) {
    const auto key = [](const SenderChange& c) {
        return std::tie(c.at, c.domain, c.provider, c.account, c.what);
    };
    return key(a) == key(b);
}

/// After it a domain may be used earlier than whoever waits was told: an operator's word counts
/// whatever it is, as it may be a shorter suspension.
bool may_end_a_wait(const SenderChange& change) {
    return change.what == "resumed" || change.what == "recovered" ||
           change.cause == name_of(SenderCause::by_operator);
}

}  // namespace

void Lookout::run() {
    auto board = releases_.board_.lock();
    while (!board->stopping) {
        pulse_.beat();
        board.mutex().unlock();
        try {
            turn();
        } catch (const std::exception& e) {
            LogLine(Severity::error, "defect").with("error", e.what());
            not_before_ = releases_.clock_.now() + kShortestPause;
        }
        board.mutex().lock();
        if (board->stopping) return;
        releases_.wait(board, releases_.to_look_, next_turn(board->schedule.look_at()));
    }
}

TimePoint Lookout::next_turn(std::optional<TimePoint> look) const {
    const auto now = releases_.clock_.now();
    if (!knows_rows_ || !knows_queue_) look = now;
    return look ? std::min(now + kTurn, std::max(*look, not_before_)) : now + kTurn;
}

void Lookout::turn() {
    const auto now = releases_.clock_.now();
    // The clock was set back: nothing would be looked at for as long as that was.
    if (now < last_turn_) not_before_ = now;
    last_turn_ = now;
    if (now >= not_before_) {
        const auto look = releases_.board_.lock()->schedule.look_at();
        if (!knows_rows_) read_rows();
        if (!knows_queue_ || (look && *look <= now)) list();
    }
    if (now >= next_count_ || now < next_count_ - kTurn) {
        tell_overdue();
        notice_senders();
        go_round();
    }
    if (now >= next_report_ || now < next_report_ - kBetweenReports) tell_not_understood();
}

void Lookout::read_rows() {
    const auto now = releases_.clock_.now();
    const auto unfinished = outside([&] { return state_.unfinished(); });
    if (!unfinished) {
        if (unavailable_.tell(now)) {
            LogLine(Severity::error, "state-unavailable")
                .with("error", unfinished.error().message());
        }
        not_before_ = now + kShortestPause;
        return;
    }
    unavailable_.end();
    knows_rows_ = true;
    for (const auto& n : *unfinished) releases_.await(n.queue_id, n.agent, n.due);
}

void Lookout::list() {
    const auto began = releases_.clock_.now();
    const auto listing = outside([&] { return releases_.queue_.list(); });
    const auto ended = releases_.clock_.now();
    if (!listing) {
        pause_ = std::clamp<Duration>(pause_ * 2, 1s, kLongestPause);
        not_before_ = ended + pause_;
        note_unreadable(ended);
        if (unreadable_.tell(ended)) {
            LogLine(Severity::warning, "queue-unreadable").with("error", listing.error().message());
        }
        return;
    }
    if (unreadable_.end()) LogLine(Severity::info, "queue-readable");
    pause_ = {};
    not_before_ = ended + std::max<Duration>((ended - began) * kShare, kShortestPause);
    tell_of_unread(*listing);
    take_note(*listing, began);
}

/// Once for each of them, as long as it is there.
void Lookout::tell_of_unread(const QueueListing& listing) {
    std::set<std::string> there(listing.unread.begin(), listing.unread.end());
    for (const auto& queue_id : there) {
        if (unread_.contains(queue_id)) continue;
        LogLine(Severity::warning, "queue-file-unread").with("queue_id", queue_id);
    }
    unread_ = std::move(there);
}

void Lookout::note_unreadable(TimePoint now) {
    auto board = releases_.board_.lock();
    board->is_listed = false;
    board->schedule.forget_handed_on(now - kMemory);
}

bool Lookout::note_listed(const QueueListing& listing, TimePoint began) {
    auto board = releases_.board_.lock();
    board->is_listed = true;
    return board->schedule.listed(listing, began);
}

void Lookout::take_note(const QueueListing& listing, TimePoint began) {
    const bool any_lost = note_listed(listing, began);
    releases_.changed_.notify_all();
    if (watcher_) watcher_(listing, began);
    if (!knows_queue_) {
        LogLine(Severity::info, "recovered")
            .with("notifications", static_cast<std::int64_t>(listing.waiting.size()))
            .with("held", static_cast<std::int64_t>(listing.held.size()));
    }
    knows_queue_ = true;
    const auto again = [&] {
        auto lost = releases_.lost_->lock();
        lost->saw(listing);
        return lost->look_again();
    }();
    const bool is_time = began >= last_comparison_ + kBetweenComparisons;
    if (any_lost || is_time || (again && *again <= began)) {
        give_up(listing, began);
    } else if (again) {
        releases_.look(*again);
    }
}

void Lookout::give_up(const QueueListing& listing, TimePoint began) {
    const auto unfinished = outside([&] { return state_.unfinished(); });
    if (!unfinished) {
        releases_.look(began + kTurn);
        return;
    }
    last_comparison_ = began;
    const auto lifetime = outside([&] { return releases_.queue_.lifetime(); });
    std::optional<TimePoint> again;
    std::vector<GivenUp> given_up;
    {
        auto lost = releases_.lost_->lock();
        given_up = lost->among(*unfinished, listing, began, lifetime);
        again = lost->look_again();
    }
    if (again) releases_.look(*again);
    if (!given_up.empty()) record(std::move(given_up));
}

void Lookout::record(std::vector<GivenUp> lost) {
    const auto recorded = outside([&] { return state_.give_up(std::move(lost)); });
    if (!recorded) {
        releases_.look(releases_.clock_.now() + kTurn);
        return;
    }
    for (const auto& n : *recorded) log_given_up(n);
}

void Lookout::tell_overdue() {
    const auto now = releases_.clock_.now();
    next_count_ = now + kTurn;
    const auto overdue = releases_.board_.lock()->schedule.overdue(now, kTolerance);
    if (overdue.count == 0) {
        if (overdue_.end()) LogLine(Severity::info, "releases-on-time");
        return;
    }
    if (!overdue_.tell(now)) return;
    LogLine(Severity::warning, "releases-overdue")
        .with("queue_id", overdue.queue_id)
        .with("notifications", static_cast<std::int64_t>(overdue.count))
        .with("since", format_time(overdue.since));
}

/// One short query in a turn, and only while something waits for a sender domain.
void Lookout::notice_senders() {
    if (knows_senders_ && !releases_.board_.lock()->schedule.awaits_sender()) return;
    constexpr int kMostChanges = 100;
    const auto changes = outside([&] { return state_.sender_changes({"", "", kMostChanges}); });
    if (!changes) return;
    const auto seen = std::find_if(changes->begin(), changes->end(), [&](const auto& each) {
        return last_change_ && is_same(each, *last_change_);
    });
    const bool is_over = std::any_of(changes->begin(), seen, may_end_a_wait);
    const bool knew = std::exchange(knows_senders_, true);
    if (!changes->empty()) last_change_ = changes->front();
    if (!knew || !is_over) return;
    releases_.board_.lock()->schedule.sender_returned(releases_.clock_.now());
    releases_.changed_.notify_all();
}

void Lookout::go_round() {
    if (!round_) return;
    const Pulse::Outside is_outside(pulse_);
    round_();
}

void Lookout::tell_not_understood() {
    constexpr int kMost = 10'000;
    const auto now = releases_.clock_.now();
    const auto found = outside([&] { return state_.not_understood(now - kBetweenReports, kMost); });
    // What the state does not answer now it is asked again soon.
    next_report_ = now + (found ? kBetweenReports : kLongestPause);
    if (!found || found->empty()) return;
    const auto words = unknown_words(*found);
    LogLine(Severity::info, "bounces-not-understood")
        .with("bounces", static_cast<std::int64_t>(found->size()))
        .with("kinds", static_cast<std::int64_t>(words.size()))
        .with("status", words.front().status)
        .with("words", std::string_view(words.front().words).substr(0, 200));
}

}  // namespace postern
