// SPDX-License-Identifier: Apache-2.0
//
// What comes to the site from outside of OUT: reports, operators, a queue that lost a file,
// reloads.
#include <array>

#include "site.hpp"

namespace postern::ledger {

namespace {

using std::chrono::hours;
using std::chrono::minutes;

constexpr std::array kClasses{BounceClass::user_unknown, BounceClass::mailbox_full,
                              BounceClass::blocked,      BounceClass::blocked,
                              BounceClass::complaint,    BounceClass::content_spam,
                              BounceClass::delivered,    BounceClass::system_error};

BounceOutcome some_outcome(Dice& dice) {
    BounceOutcome outcome;
    outcome.bounce_class = kClasses.at(dice.below(kClasses.size()));
    outcome.action = DeliveryAction::failed;
    if (outcome.bounce_class == BounceClass::delivered) {
        outcome.action = DeliveryAction::delivered;
    } else if (dice.one_in(5)) {
        outcome.action = DeliveryAction::delayed;
    }
    outcome.is_only_likely = dice.one_in(4);
    return outcome;
}

}  // namespace

std::optional<Move> Site::bounce(Dice& dice) {
    if (departures_.empty()) return std::nullopt;
    const auto& n =
        departures_[dice.below(static_cast<std::uint32_t>(departures_.size()))].notification;
    ProvedBounce b;
    b.notification = n.id;
    b.address = n.address;
    b.agent = n.agent;
    b.kind = n.kind;
    b.sent = n.decided.value_or(n.due);
    // What is wrong with one is often wrong with the next.
    const bool is_alike = !reports_.empty() && dice.one_in(2);
    b.outcome = is_alike ? reports_.back().bounce.outcome : some_outcome(dice);
    b.at = now_;
    b.attempt = n.attempt;
    b.sender_domain = n.sender_domain;
    b.provider = n.provider;
    b.account = n.account;
    b.delivery = next_id("B");
    b.origin = dice.one_in(6) ? ReportOrigin::unknown : ReportOrigin::ours;
    b.vouched = dice.one_in(2);
    if (dice.one_in(2)) b.again = OneMoreTry{candidates(dice, n), hours{4}};
    reports_.push_back({b});
    return reported(reports_.size() - 1);
}

std::optional<Move> Site::repeat(Dice& dice) {
    if (reports_.empty()) return std::nullopt;
    const auto index = dice.below(static_cast<std::uint32_t>(reports_.size()));
    auto& report = reports_[index];
    report.bounce.at = now_;
    const bool is_copy = report.has_left_again || report.is_busy || dice.one_in(2);
    if (!is_copy) return reported(index);
    auto copy = report.bounce;
    copy.delivery = next_id("B");
    reports_.push_back({std::move(copy)});
    return reported(reports_.size() - 1);
}

Move Site::reported(std::size_t report) {
    reports_[report].is_busy = true;
    const auto& b = reports_[report].bounce;
    auto told = "report " + b.delivery + " of " + b.notification + ": " +
                std::string(name_of(b.outcome.bounce_class)) + ", " +
                std::string(name_of(b.outcome.action));
    const auto follow = [this, report](const Answer& answer) {
        take_effect(report, std::get<BounceEffect>(answer));
    };
    return {ApplyBounce{b}, follow, told};
}

void Site::take_effect(std::size_t report, const BounceEffect& effect) {
    if (!effect.again) return;
    departures_.push_back({*effect.again});
    reports_[report].has_left_again = true;
}

std::optional<Move> Site::operate(Dice& dice) {
    now_ += minutes{1};
    const Author author{"op", "asked to", now_};
    const auto follow = [this](const Answer&) { now_ += minutes{1}; };
    const std::string address = kAddresses.at(dice.below(kAddresses.size()));
    const std::string domain = kSenders.at(dice.below(kSenders.size()));
    switch (dice.below(6)) {
        case 0:
        case 1:
            return suppress(dice, dice.one_in(4) ? "shop-anna/offline-message" : address, author);
        case 2:
        case 3:
            return Move{Lift{{address}, author}, follow, "lift " + address};
        case 4:
            return suspend(dice, domain, author);
        default:
            return Move{ResumeSender{domain, "", author}, follow, "resume " + domain};
    }
}

Move Site::suppress(Dice& dice, const std::string& subject, const Author& author) const {
    Suppression held{subject, Cause::by_operator, "", "op", "", now_, now_};
    if (dice.one_in(2)) held.until = now_ + hours{1};
    const auto if_held = dice.one_in(2) ? IfHeld::keep : IfHeld::replace;
    return {Suppress{{held}, if_held, author}, [](const Answer&) {}, "suppress " + subject};
}

Move Site::suspend(Dice& dice, const std::string& domain, const Author& author) const {
    SenderStanding held;
    held.domain = domain;
    held.provider = dice.one_in(2) ? "x" : std::string(kEveryProvider);
    held.cause = SenderCause::by_operator;
    held.since = now_;
    if (dice.one_in(2)) held.until = now_ + hours{1};
    return {SuspendSender{held, author}, [](const Answer&) {}, "suspend " + domain};
}

std::optional<Move> Site::give_up(Dice& dice) {
    auto* file = some_file(dice);
    if (file == nullptr) return std::nullopt;
    file->is_busy = true;
    // A file that only seemed to be gone turns up again.
    file->is_gone = !dice.one_in(3);
    const auto& n = file->notification;
    const auto queue_id = dice.one_in(4) ? "Q-other" : n.queue_id;
    return Move{GiveUp{{{n.id, queue_id, gave_up::kGone, now_}}}, [](const Answer&) {},
                "give up " + n.id};
}

std::optional<Move> Site::tell(Dice& dice) {
    const auto id = "n" + std::to_string(dice.below(2));
    if (dice.one_in(2)) {
        return Move{Disbelieve{id, Disbelief::forged, now_}, [](const Answer&) {},
                    "disbelieve " + id};
    }
    return Move{ClaimLossReport{"shop", id, now_}, [](const Answer&) {}, "tell shop by " + id};
}

void Site::change_terms(Dice& dice) {
    if (dice.one_in(2)) {
        for (auto& [domain, cap] : caps_) cap = dice.below(4);
        return;
    }
    auto& ignoring = terms_.suppression.comparison.ignore_case;
    ignoring =
        ignoring.empty() ? std::vector<std::string>{"x.example"} : std::vector<std::string>{};
    compares_alike_ = false;
}

}  // namespace postern::ledger
