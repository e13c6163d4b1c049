// SPDX-License-Identifier: Apache-2.0
//
// From which sender domain a notification leaves, and what its departure is to that domain.
#pragma once

#include <string>
#include <string_view>

#include "postern/ledger/book.hpp"
#include "postern/ledger/destination.hpp"

namespace postern::ledger {

/// Adds what choose() looks at.
void reach_choice(Reach& reach, const Destination& to, const std::string& account, TimePoint now);

/// The first of the destination's sender domains that the account may use now, other than `except`.
SenderChoice choose(const Destination& to, const std::string& account, TimePoint now,
                    const Book& book, const ReputationSettings& terms,
                    std::string_view except = {});

/// That notification leaves from its sender domain now.
void depart(const Notification& notification, TimePoint now, Book& book,
            const ReputationSettings& terms);

}  // namespace postern::ledger
