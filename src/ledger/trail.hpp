// SPDX-License-Identifier: Apache-2.0
//
// The entries that go with a change, in the trails of suppressions and of sender domains.
#pragma once

#include <string>

#include "postern/ledger/author.hpp"
#include "postern/ledger/book.hpp"

namespace postern::ledger {

void note(Book& book, const std::string& subject, const char* what, Cause cause,
          const Author& author);

SenderChange change_of(const SenderStanding& standing, const char* what, const Author& author);

/// The domain is suspended, as `suspended` says, and the trail says for how long.
void hold(const SenderStanding& suspended, const Author& author, Book& book);

}  // namespace postern::ledger
