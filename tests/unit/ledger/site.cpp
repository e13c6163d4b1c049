// SPDX-License-Identifier: Apache-2.0
#include "site.hpp"

#include <algorithm>
#include <array>

namespace postern::ledger {

namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

constexpr std::array kAgents{"anna", "ben", "cleo"};
constexpr const char* kFallback = "desk@y.example";
constexpr std::array<Duration, 4> kWaits{minutes{1}, minutes{20}, hours{2}, days{1}};

std::string provider_at(const std::string& address) {
    return address.substr(address.find('@') + 1, 1);
}

}  // namespace

Site::Site(std::uint64_t seed) : now_(days{20'000} + hours{10}) {
    Dice dice(seed);
    terms_.reputation.refusal_rate = dice.one_in(2) ? 0.05 : 0.5;
    terms_.reputation.witnesses = 1 + static_cast<int>(dice.below(2));
    terms_.reputation.complaint_volume = 1 + static_cast<int>(dice.below(3));
    terms_.reputation.probe_rounds = 2;
    if (dice.one_in(2)) terms_.suppression.comparison.ignore_case = {"x.example"};
    for (const auto* domain : kSenders) caps_[domain] = 1 + dice.below(4);
}

std::optional<Move> Site::move(const Step& step) {
    Dice dice(step.seed);
    auto move = made(step.act, dice);
    if (move) move->at = now_;
    return move;
}

std::optional<Move> Site::made(Act act, Dice& dice) {
    switch (act) {
        case Act::submit:
            return submit(dice);
        case Act::present:
            return present(dice, false);
        case Act::copy:
            return present(dice, true);
        case Act::bounce:
            return bounce(dice);
        case Act::repeat:
            return repeat(dice);
        case Act::op_hold:
            return operate(dice);
        case Act::give_up:
            return give_up(dice);
        case Act::tell:
            return tell(dice);
        case Act::terms:
            change_terms(dice);
            break;
        case Act::wait:
            now_ += kWaits.at(dice.below(kWaits.size()));
            break;
    }
    return std::nullopt;
}

void Site::end_batch() {
    for (auto& file : files_) file.is_busy = false;
    for (auto& report : reports_) report.is_busy = false;
}

std::optional<Move> Site::submit(Dice& dice) {
    const bool is_bank = dice.one_in(4);
    const auto draft = "d" + std::to_string(dice.below(2));
    const auto queue_id = next_id("Q");
    std::vector<Notification> all;
    for (const auto* agent : kAgents) {
        Notification n;
        n.account = is_bank ? "bank" : "shop";
        n.draft = draft;
        n.agent = n.account + "-" + agent;
        n.id = n.agent + "-" + draft;
        n.queue_id = queue_id;
        n.occurred = n.accepted = now_;
        n.due = now_ + minutes{1};
        all.push_back(n);
        if (dice.one_in(3)) break;  // The agents may be others than the last time.
    }
    auto told = "submit " + draft + " of " + all[0].account + " as " + queue_id;
    const auto follow = [this, all](const Answer& answer) {
        if (!std::get<bool>(answer)) return;
        for (const auto& n : all) files_.push_back({n, n.queue_id});
    };
    return Move{AcceptDraft{all}, follow, told};
}

QueueFile* Site::some_file(Dice& dice) {
    std::vector<QueueFile*> here;
    for (auto& file : files_) {
        if (!file.is_gone && !file.is_busy) here.push_back(&file);
    }
    if (here.empty()) return nullptr;
    return here[dice.below(static_cast<std::uint32_t>(here.size()))];
}

QueueFile* Site::presented(Dice& dice, bool is_copy) {
    auto* file = some_file(dice);
    if (file == nullptr) return nullptr;
    if (is_copy) {
        files_.push_back({file->notification, next_id("C")});
        file = &files_.back();
    } else if (dice.one_in(8)) {
        // Postfix gives a file that is queued again another id.
        file->earlier.push_back(file->delivery);
        file->delivery = next_id("R");
    }
    file->is_busy = true;
    return file;
}

std::optional<Move> Site::present(Dice& dice, bool is_copy) {
    const auto* file = presented(dice, is_copy);
    if (file == nullptr) return std::nullopt;
    auto n = file->notification;
    n.delivery = file->delivery;
    n.earlier_deliveries = file->earlier;
    if (dice.one_in(12)) {
        n.fate = Fate::parked;
        return Move{Park{n}, [](const Answer&) {}, "park " + n.id};
    }
    auto to = judge(dice, n);
    const auto index = static_cast<std::size_t>(file - files_.data());
    auto told = "present " + n.id + " by " + n.delivery + " as " + std::string(name_of(n.fate)) +
                " to " + n.address;
    const auto follow = [this, index](const Answer& answer) {
        settled(index, std::get<Settlement>(answer));
    };
    return Move{Settle{n, std::move(to)}, follow, told};
}

/// As the rules at OUT might have it, and where it goes.
std::vector<Destination> Site::judge(Dice& dice, Notification& n) {
    n.decided = now_;
    const auto verdict = dice.below(11);
    if (verdict == 0) {
        n.fate = Fate::withheld;
        n.rule = "O2";
        return {};
    }
    if (verdict == 1) {
        n.fate = Fate::set_aside;
        n.reason = dice.one_in(2) ? std::string(kChanged) : "defect";
        return {};
    }
    n.fate = Fate::sent;
    auto to = destinations(dice, n);
    n.address = to[0].address;
    n.provider = to[0].provider;
    return to;
}

std::vector<Destination> Site::destinations(Dice& dice, const Notification& n) {
    const std::string address = kAddresses.at(dice.below(kAddresses.size()));
    std::vector<Destination> to{{address, provider_at(address), candidates(dice, n)}};
    if (dice.one_in(3)) to.push_back({kFallback, provider_at(kFallback), candidates(dice, n)});
    if (dice.one_in(8)) to[0].ready.emplace();
    return to;
}

std::vector<SenderCandidate> Site::candidates(Dice& dice, const Notification& n) {
    std::vector<SenderCandidate> all;
    all.reserve(kSenders.size());
    for (const std::string domain : kSenders) {
        all.push_back({domain, n.id + "@" + domain, caps_.at(domain)});
    }
    if (dice.one_in(4)) std::swap(all[0], all[1]);
    if (dice.one_in(6)) all.pop_back();
    return all;
}

/// As Postfix takes the answer: where it may leave it does, and whatever is decided is gone.
void Site::settled(std::size_t file, const Settlement& settlement) {
    using Outcome = Settlement::Outcome;
    const auto outcome = settlement.outcome;
    if (outcome == Outcome::waits || outcome == Outcome::unready) return;
    const auto& standing = settlement.standing;
    if (standing.fate == Fate::set_aside && outcome == Outcome::recorded) return;  // On hold.
    files_[file].is_gone = true;
    const bool is_told_to_leave =
        outcome == Outcome::recorded || outcome == Outcome::diverted || outcome == Outcome::stands;
    if (is_told_to_leave && standing.fate == Fate::sent) departures_.push_back({standing});
}

}  // namespace postern::ledger
