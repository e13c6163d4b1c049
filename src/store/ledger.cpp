// SPDX-License-Identifier: Apache-2.0
#include "ledger.hpp"

#include <variant>

namespace postern {

namespace {

/// Whether the change is one of that book's tables.
template <typename Book, typename Change>
concept Writes = requires(Book& book, const Change& change) {
    book.write(change);
};

}  // namespace

Ledger::Ledger(soci::session& sql)
    : notifications(sql), suppressions(sql), senders(sql), trails(sql) {}

void Ledger::load(const ledger::Reach& reach, ledger::Book& book) {
    const auto lacking = book.take_up(reach);
    notifications.load(lacking.notifications, book.notifications);
    suppressions.load(lacking.suppressions, book.suppressions);
    senders.load(lacking.senders, book.senders);
}

void Ledger::write(const std::vector<ledger::Change>& changes) {
    senders.traffic.begin();
    const auto write_one = [this](const auto& change) {
        using Change = std::decay_t<decltype(change)>;
        if constexpr (Writes<NotificationBook, Change>) {
            notifications.write(change);
        } else if constexpr (Writes<SuppressionBook, Change>) {
            suppressions.write(change);
        } else {
            senders.write(change);
        }
    };
    for (const auto& change : changes) std::visit(write_one, change);
    senders.traffic.write_sums();
}

bool Ledger::prune(TimePoint now, Duration keep, Duration forget_after, int count) {
    const auto before = now - keep;
    bool more = notifications.prune(before, count);
    more = suppressions.prune(before, count) || more;
    return senders.prune(now, before, now - forget_after, count) || more;
}

}  // namespace postern
