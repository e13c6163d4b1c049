// SPDX-License-Identifier: Apache-2.0
//
// The ledger's tables: whatever the rules of postern/ledger look at is loaded from them, and what
// these decided is written to them. Nothing is judged here.
//
// Every function runs within a writing transaction that its caller began, so what is loaded cannot
// change before it is committed. Throws soci::soci_error.
#pragma once

#include <string>
#include <vector>

#include "postern/ledger/book.hpp"
#include "postern/ledger/reach.hpp"

#include "notification_book.hpp"
#include "sender_book.hpp"
#include "suppression_book.hpp"
#include "trail_book.hpp"

namespace postern {

class Ledger {
  public:
    explicit Ledger(soci::session& sql);

    NotificationBook notifications;
    SuppressionBook suppressions;
    SenderBook senders;
    TrailBook trails;  ///< Not judged: evidence, noted as it comes.

    /// What the book lacks of that reach.
    void load(const ledger::Reach& reach, ledger::Book& book);
    /// In their order; what is counted, summed up.
    void write(const std::vector<ledger::Change>& changes);

    /// Removes some of what is older than `keep`, of each kind of thing `count` at a time, or a few
    /// more. True while there may be more.
    /// Standings of sender domains are removed after `forget_after`.
    bool prune(TimePoint now, Duration keep, Duration forget_after, int count);
};

}  // namespace postern
