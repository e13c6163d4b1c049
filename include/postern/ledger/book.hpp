// SPDX-License-Identifier: Apache-2.0
//
// The book of one batch: the facts that were loaded for its requests, and on top of them whatever
// the batch has decided so far. What is decided is entered here, and kept in order for the engine
// to write.
#pragma once

#include <utility>
#include <vector>

#include "postern/ledger/change.hpp"
#include "postern/ledger/known_notifications.hpp"
#include "postern/ledger/known_senders.hpp"
#include "postern/ledger/known_suppressions.hpp"
#include "postern/ledger/reach.hpp"

namespace postern::ledger {

class Book {
  public:
    KnownNotifications notifications;
    KnownSuppressions suppressions;
    KnownSenders senders;

    /// Of `reach`, what is to be loaded still. The caller loads all of it.
    Reach take_up(const Reach& reach);

    void enter(Change change);
    /// Since they were taken last.
    std::vector<Change> take_changes() { return std::exchange(changes_, {}); }

  private:
    std::vector<Change> changes_;
};

}  // namespace postern::ledger
