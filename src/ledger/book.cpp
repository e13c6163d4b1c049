// SPDX-License-Identifier: Apache-2.0
#include "postern/ledger/book.hpp"

#include <variant>

namespace postern::ledger {

namespace {

/// Whether what is known on that page depends on such a change.
template <typename Page, typename Change>
concept Concerned = requires(Page& page, const Change& change) {
    page.apply(change);
};

template <typename Page, typename Change>
void enter_in(Page& page, const Change& change) {
    if constexpr (Concerned<Page, Change>) page.apply(change);
}

}  // namespace

Reach Book::take_up(const Reach& reach) {
    return {notifications.take_up(reach.notifications), suppressions.take_up(reach.suppressions),
            senders.take_up(reach.senders)};
}

void Book::enter(Change change) {
    std::visit(
        [this](const auto& each) {
            enter_in(notifications, each);
            enter_in(suppressions, each);
            enter_in(senders, each);
        },
        change);
    changes_.push_back(std::move(change));
}

}  // namespace postern::ledger
