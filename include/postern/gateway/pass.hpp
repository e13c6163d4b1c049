// SPDX-License-Identifier: Apache-2.0
//
// The pass: how OUT knows mail that is no draft and came by way of DRAFT, as what leaves from OUT
// is signed. DRAFT adds the field Postern-Pass, an HMAC over its queue id; OUT takes it away again,
// so that the mail leaves as it came. What has none was handed to OUT by somebody else.
//
// It says where mail came from, and nothing of what is in it: envelope and fields may be changed
// between the hops, a queue file may be queued anew, and none of that may lose mail
// (docs/decisions/0014-record-and-message-agree.md).
#pragma once

#include <string>
#include <string_view>

#include "postern/gateway/configuration.hpp"
#include "postern/gateway/submission.hpp"
#include "postern/gateway/verdict.hpp"

namespace postern {

/// The value of Postern-Pass, for that queue file of hop 1.
std::string write_pass(const KeyRing& keys, std::string_view queue_id);

/// Whether any of our keys made it.
bool is_pass(const KeyRing& keys, std::string_view value);

/// DRAFT: as it came, with a pass.
Verdict passed_on(const Configuration& configuration, const Submission& message);

/// Likewise for one who may not submit drafts: without Postern-* fields of its own.
Verdict passed_on_for_stranger(const Configuration& configuration, const Submission& message);

/// OUT: with a pass it leaves as it came, without one it is refused for good. One that no key made
/// may be of a key that was removed too early: 451, and told of.
Verdict let_out(const Configuration& configuration, const Submission& message);

}  // namespace postern
