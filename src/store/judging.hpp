// SPDX-License-Identifier: Apache-2.0
//
// Carrying out the jobs of one transaction, in their order. Requests in a row are judged in memory:
// what they look at is loaded first, each is decided on top of what those before it decided, and
// all that was decided is written in the end. A job that works on the tables itself comes between
// two such rows.
#pragma once

#include "write_queue.hpp"

namespace postern {

/// Throws what a job throws, and soci::soci_error; nothing of it counts then.
void carry_out(const WriteQueue::Batch& batch, Ledger& ledger);
void carry_out(WriteJob& job, Ledger& ledger);

}  // namespace postern
