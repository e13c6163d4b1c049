// SPDX-License-Identifier: Apache-2.0
//
// The rules of the ledger: what accepting, settling and parking a notification mean, what a bounce
// changes, and what operators do (docs/architecture.md, "What is recorded when").
//
// Pure: what is decided depends on the request, on the book and on the terms, and is entered in the
// book. Throws std::logic_error where a request looks beyond its reach, and whatever a request
// that makes no sense leads to; the book is of no use then.
#pragma once

#include "postern/ledger/book.hpp"
#include "postern/ledger/reach.hpp"
#include "postern/ledger/request.hpp"

namespace postern::ledger {

/// `book` has what reach_of() and reach_beyond() name.
Answer decide(const Request& request, Book& book, const Terms& terms);

}  // namespace postern::ledger
