// SPDX-License-Identifier: Apache-2.0
#include "postern/gateway/release_schedule.hpp"

#include <algorithm>

namespace postern {

namespace {

using namespace std::chrono_literals;

/// Between OUT's answer and Postfix's own book-keeping.
constexpr Duration kBookKeeping = 2s;
/// After ordinary releases: most have been taken, and a listing costs Postfix.
constexpr Duration kRoutineLook = 30s;
constexpr Duration kMissedPause = 8s;
/// A request that came before Postfix had put the file aside does nothing. So many are no sign of
/// trouble yet.
constexpr int kPlentyOfTries = 4;
/// What a listing shows for the first time, while it is being delivered.
constexpr Duration kDelivery = 30s;
constexpr Duration kBetweenHurries = 10s;
/// A file that stays behind whenever the others get through has trouble of its own.
constexpr int kMostHurries = 3;
constexpr int kEnoughMisses = 2;

Duration pause_after(int tries) {
    if (tries > ReleaseSchedule::kDoublings + 1) return ReleaseSchedule::kLongestPause;
    return ReleaseSchedule::kFirstPause * (1 << std::max(tries - 1, 0));
}

/// While the way is blocked one of them is asked for so often: what waits waits a twentieth longer
/// than the way was blocked.
Duration scouting_pause(Duration blocked) {
    return std::clamp<Duration>(blocked / 20, 10s, ReleaseSchedule::kLongestPause);
}

}  // namespace

bool ReleaseSchedule::is_scout(const File& file) const {
    return file.is_down && file.tries > 1 && file.hurried < kMostHurries;
}

void ReleaseSchedule::take_up(const std::string& queue_id, File& file) {
    order_.erase({file.ask_at, queue_id});
    scouts_.erase({file.ask_at, queue_id});
    file.is_down = false;
}

void ReleaseSchedule::put_down(const std::string& queue_id, File& file, TimePoint at) {
    take_up(queue_id, file);
    file.ask_at = at;
    file.is_down = true;
    order_.emplace(at, queue_id);
    if (is_scout(file)) scouts_.emplace(at, queue_id);
    if (scouts_.empty()) blocked_since_.reset();
}

/// The earliest deadline to come; where one has passed, the end of the next pause.
std::optional<TimePoint> ReleaseSchedule::turn_of(const File& file, TimePoint now) {
    std::optional<TimePoint> at;
    for (const auto& [agent, recipient] : file.agents) {
        if (recipient.handed_on) continue;
        const auto turn = recipient.due > now ? recipient.due : now + pause_after(file.tries);
        at = at ? std::min(*at, turn) : turn;
    }
    return at;
}

void ReleaseSchedule::plan(const std::string& queue_id, File& file, TimePoint now) {
    if (const auto at = turn_of(file, now)) {
        put_down(queue_id, file, *at);
    } else {
        take_up(queue_id, file);
    }
}

void ReleaseSchedule::await(const std::string& queue_id, const std::string& agent, TimePoint due) {
    auto& file = files_[queue_id];
    file.agents[agent] = {due};
    file.tries = 0;
    file.hurried = 0;
    TimePoint earliest = due;
    for (const auto& [other, recipient] : file.agents) {
        if (!recipient.handed_on) earliest = std::min(earliest, recipient.due);
    }
    put_down(queue_id, file, earliest);
}

void ReleaseSchedule::arrived(const std::string& queue_id, const std::string& agent,
                              TimePoint now) {
    const auto found = files_.find(queue_id);
    if (found == files_.end()) return;
    auto& file = found->second;
    const auto recipient = file.agents.find(agent);
    if (recipient == file.agents.end()) return;
    // Of what came back before, only a listing tells whether it does again.
    const bool was_blocked = file.tries >= kPlentyOfTries && !recipient->second.came_back;
    recipient->second.handed_on = now;
    look(now + (file.tries > 1 ? kBookKeeping + 1s : kRoutineLook));
    plan(queue_id, file, now);
    if (was_blocked) hurry(now);
}

std::string ReleaseSchedule::ask(const std::string& queue_id, TimePoint now) {
    auto& file = files_[queue_id];
    ++file.tries;
    last_asked_ = now;
    if (file.tries > 1 && !blocked_since_) blocked_since_ = now;
    if (file.tries >= kPlentyOfTries) look(now + kBookKeeping);
    plan(queue_id, file, now);
    return queue_id;
}

std::optional<std::string> ReleaseSchedule::take(TimePoint now) {
    if (!order_.empty() && order_.begin()->first <= now) {
        const auto queue_id = order_.begin()->second;
        return ask(queue_id, now);
    }
    const auto scout = next_scout();
    if (!scout || *scout > now) return std::nullopt;
    const auto queue_id = scouts_.begin()->second;
    return ask(queue_id, now);
}

void ReleaseSchedule::failed(const std::string& queue_id, TimePoint now) {
    const auto found = files_.find(queue_id);
    if (found == files_.end() || !found->second.is_down) return;
    auto& file = found->second;
    file.tries = std::max(file.tries - 1, 0);
    put_down(queue_id, file, now + kFirstPause);
}

std::optional<TimePoint> ReleaseSchedule::next_scout() const {
    if (scouts_.empty() || !blocked_since_) return std::nullopt;
    return last_asked_ + scouting_pause(last_asked_ - *blocked_since_);
}

std::optional<TimePoint> ReleaseSchedule::next() const {
    if (order_.empty()) return std::nullopt;
    const auto first = order_.begin()->first;
    const auto scout = next_scout();
    return scout ? std::min(first, *scout) : first;
}

void ReleaseSchedule::look(TimePoint by) {
    look_at_ = look_at_ ? std::min(*look_at_, by) : by;
}

void ReleaseSchedule::hurry(TimePoint now) {
    if (now >= last_hurry_ && now < last_hurry_ + kBetweenHurries) return;
    last_hurry_ = now;
    for (auto& [queue_id, file] : files_) {
        const bool in_vain = file.is_down && file.tries > 0 && file.ask_at > now;
        if (!in_vain || file.hurried >= kMostHurries) continue;
        const auto is_due = [&](const auto& each) {
            return !each.second.handed_on && each.second.due <= now;
        };
        if (std::none_of(file.agents.begin(), file.agents.end(), is_due)) continue;
        ++file.hurried;
        put_down(queue_id, file, now);
    }
    blocked_since_.reset();
}

ReleaseSchedule::Step ReleaseSchedule::step(const Waiting* shown, const File& file,
                                            Recipient& recipient, TimePoint began) {
    const bool is_settled = recipient.handed_on && *recipient.handed_on + kBookKeeping <= began;
    if (shown == nullptr) {
        if (recipient.handed_on) return is_settled ? Step::got_through : Step::stays;
        if (recipient.due > began || file.tries < kPlentyOfTries) return Step::stays;
        return ++recipient.missed < kEnoughMisses ? Step::stays : Step::is_lost;
    }
    recipient.missed = 0;
    // An operator's now. Off hold it is deferred, and a listing shows it again.
    if (shown->where == Waiting::Where::on_hold) return Step::goes;
    if (!is_settled || shown->where != Waiting::Where::deferred) return Step::stays;
    recipient.handed_on.reset();
    recipient.came_back = true;
    return Step::came_back;
}

void ReleaseSchedule::compare(const std::string& queue_id, File& file, const Shown& shown,
                              TimePoint began, Found& found) {
    bool is_back = false;
    for (auto each = file.agents.begin(); each != file.agents.end();) {
        const auto there = shown.find({queue_id, each->first});
        const auto* waiting = there == shown.end() ? nullptr : there->second;
        const auto what = step(waiting, file, each->second, began);
        found.is_open = found.is_open || what == Step::got_through;
        found.is_lost = found.is_lost || what == Step::is_lost;
        is_back = is_back || what == Step::came_back;
        const bool stays = what == Step::stays || what == Step::came_back;
        if (stays && each->second.handed_on) look(began + kRoutineLook);
        if (stays && each->second.missed > 0) look(began + kMissedPause);
        each = stays ? std::next(each) : file.agents.erase(each);
    }
    const auto turn = turn_of(file, began);
    if (!turn) {
        take_up(queue_id, file);
    } else if (is_back) {
        put_down(queue_id, file, file.is_down ? std::min(file.ask_at, *turn) : *turn);
    }
}

bool ReleaseSchedule::listed(const QueueListing& queue, TimePoint began) {
    Shown shown;
    for (const auto& each : queue.waiting)
        shown.emplace(std::pair(each.queue_id, each.agent), &each);
    look_at_.reset();
    Found found;
    for (auto entry = files_.begin(); entry != files_.end();) {
        if (queue.is_unread(entry->first)) {
            look(began + kRoutineLook);
            ++entry;
            continue;
        }
        compare(entry->first, entry->second, shown, began, found);
        entry = entry->second.agents.empty() ? files_.erase(entry) : std::next(entry);
    }
    if (scouts_.empty()) blocked_since_.reset();
    add_unknown(queue.waiting, began);
    if (found.is_open && !scouts_.empty()) hurry(began);
    return found.is_lost;
}

void ReleaseSchedule::forget_handed_on(TimePoint then) {
    for (auto entry = files_.begin(); entry != files_.end();) {
        std::erase_if(entry->second.agents, [&](const auto& each) {
            return each.second.handed_on && *each.second.handed_on < then;
        });
        entry = entry->second.agents.empty() ? files_.erase(entry) : std::next(entry);
    }
}

void ReleaseSchedule::add_unknown(const std::vector<Waiting>& queue, TimePoint began) {
    for (const auto& each : queue) {
        if (each.where == Waiting::Where::on_hold) continue;
        const auto found = files_.find(each.queue_id);
        if (found != files_.end() && found->second.agents.count(each.agent) != 0) continue;
        const bool is_moving = each.where == Waiting::Where::on_its_way;
        const auto parked_until = each.due == TimePoint{} ? began : each.due;
        await(each.queue_id, each.agent, is_moving ? began + kDelivery : parked_until);
    }
}

bool ReleaseSchedule::waits(const std::string& queue_id, const std::string& agent) const {
    const auto file = files_.find(queue_id);
    if (file == files_.end()) return false;
    const auto recipient = file->second.agents.find(agent);
    return recipient != file->second.agents.end() && !recipient->second.handed_on;
}

std::size_t ReleaseSchedule::waiting() const {
    std::size_t count = 0;
    for (const auto& [queue_id, file] : files_) {
        for (const auto& [agent, recipient] : file.agents) count += recipient.handed_on ? 0 : 1;
    }
    return count;
}

ReleaseSchedule::Overdue ReleaseSchedule::overdue(TimePoint now, Duration span) const {
    Overdue found;
    for (const auto& [queue_id, file] : files_) {
        for (const auto& [agent, recipient] : file.agents) {
            const bool is_through = recipient.handed_on && !recipient.came_back;
            const bool in_vain = recipient.came_back || file.tries >= kPlentyOfTries;
            if (is_through || !in_vain || recipient.due > now - span) continue;
            if (found.count++ == 0 || recipient.due < found.since) {
                found.queue_id = queue_id;
                found.since = recipient.due;
            }
        }
    }
    return found;
}

}  // namespace postern
