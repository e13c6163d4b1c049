// SPDX-License-Identifier: Apache-2.0
#include "model.hpp"

#include <algorithm>
#include <exception>
#include <map>
#include <set>
#include <utility>

#include "invariants.hpp"

namespace postern::ledger {

namespace {

bool is_same(const BounceEffect& a, const BounceEffect& b) {
    return a.outcome == b.outcome && a.standing == b.standing &&
           a.senders_suspended == b.senders_suspended && a.senders_resumed == b.senders_resumed &&
           a.is_disputed == b.is_disputed && a.complaints_worry == b.complaints_worry &&
           a.again == b.again && a.not_again == b.not_again;
}

bool is_same(const Settlement& a, const Settlement& b) {
    return a.outcome == b.outcome && a.standing == b.standing && a.retry_at == b.retry_at;
}

template <typename Reply>
bool is_same(const Reply& a, const Reply& b) {
    return a == b;
}

bool is_same_answer(const Answer& a, const Answer& b) {
    return a.index() == b.index() &&
           std::visit(
               [&](const auto& reply) {
                   return is_same(reply, std::get<std::decay_t<decltype(reply)>>(b));
               },
               a);
}

}  // namespace

std::string Model::run(const Schedule& schedule) {
    std::vector<Asked> batch;
    for (const auto& step : schedule) {
        if (!step.joins && !batch.empty()) {
            if (auto fault = run_batch(std::exchange(batch, {})); !fault.empty()) return fault;
        }
        if (auto move = site_.move(step)) batch.push_back({*std::move(move), step.is_lost});
    }
    auto fault = run_batch(batch);
    if (fault.empty()) fault = broken_departures();
    if (fault.empty()) fault = broken_counts();
    if (!fault.empty() || together_ == alone_) return fault;
    return "a batch records otherwise than one by one";
}

std::string Model::run_batch(const std::vector<Asked>& batch) {
    Book book;
    Reach reach;
    const auto& terms = site_.terms();
    for (const auto& asked : batch) merge(reach, reach_of(asked.move.request, terms));
    together_.load(reach, book);
    std::string fault;
    for (const auto& asked : batch) {
        const auto& request = asked.move.request;
        together_.load(reach_beyond(request, book, terms), book);
        const auto answer = decide(request, book, terms);
        story_.push_back(asked.move.told + (asked.is_lost ? ", the answer is lost" : ""));
        const auto other = alone(asked, fault);
        if (!fault.empty()) return fault;
        if (!is_same_answer(answer, other)) return "a batch answers otherwise than one by one";
        if (!asked.is_lost) asked.move.follow(answer);
    }
    story_.emplace_back("committed");
    together_.write(book.take_changes());
    site_.end_batch();
    return "";
}

Answer Model::alone(const Asked& asked, std::string& fault) {
    const auto& request = asked.move.request;
    const auto& terms = site_.terms();
    Book book;
    alone_.load(reach_of(request, terms), book);
    alone_.load(reach_beyond(request, book, terms), book);
    auto answer = decide(request, book, terms);
    const auto changes = book.take_changes();
    fault =
        broken({alone_, request, answer, changes, terms, asked.move.at, site_.compares_alike()});
    for (const auto& change : changes) {
        const auto* count = std::get_if<CountTraffic>(&change);
        if (count != nullptr) counted_ += count->more.sent;
    }
    alone_.write(changes);
    return answer;
}

/// What Postfix took: a notification leaves once, and once more at most.
std::string Model::broken_departures() const {
    std::set<std::pair<std::string, int>> left;
    for (const auto& each : site_.departures()) {
        const auto& n = each.notification;
        if (!left.insert({n.id, n.attempt}).second) return "it left twice: " + n.id;
    }
    return "";
}

std::string Model::broken_counts() const {
    long long by_day = 0;
    long long by_account = 0;
    for (const auto& [key, sent] : alone_.days) by_day += sent;
    for (const auto& [key, traffic] : alone_.accounts) by_account += traffic.sent;
    return by_day == counted_ && by_account == counted_ ? "" : "the counts are not what left";
}

Schedule shrunk(Schedule schedule, std::uint64_t seed) {
    const auto breaks = [&](const Schedule& candidate) {
        try {
            return !Model(seed).run(candidate).empty();
        } catch (const std::exception&) {
            return true;
        }
    };
    for (auto size = schedule.size() / 2; size > 0; size /= 2) {
        for (std::size_t at = 0; at + size <= schedule.size();) {
            auto shorter = schedule;
            const auto from = shorter.begin() + static_cast<std::ptrdiff_t>(at);
            shorter.erase(from, from + static_cast<std::ptrdiff_t>(size));
            if (breaks(shorter)) {
                schedule = std::move(shorter);
            } else {
                ++at;
            }
        }
    }
    return schedule;
}

}  // namespace postern::ledger
