// SPDX-License-Identifier: Apache-2.0
//
// Which queue file of hop 1 a notification waits in, as OUT sees it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "postern/gateway/gateway.hpp"

namespace postern {

/// The queue file in which a Received field was written: its last id (RFC 5321 section 4.4), or "".
std::string received_id(std::string_view value);

/// The file it waits in now. `sealed` is the one that the draft was accepted in, which is the
/// notification's identity on record; `postsuper -r` queues it again under another id, with one
/// more Received field on top. The sealed one where the fields do not tell (header_checks may have
/// removed them).
std::string queue_file_of(const HeaderList& headers, const std::string& sealed);

/// The queue files that it was in before by `postsuper -r` alone, the last one first: each field of
/// that kind stands above the next file's own, and names the user id of Postfix (`mail_owner`),
/// where one of the sendmail command's names its user. Nothing where the topmost field is another.
std::vector<std::string> queued_before(const HeaderList& headers,
                                       std::optional<unsigned> mail_owner);

/// Whether it came by `postsuper -r` from the sealed file, as far as anybody can tell: where every
/// Received field was taken out nobody can, and pickup's way is the only one that does so.
bool was_queued_again(const HeaderList& headers, const std::string& sealed,
                      std::optional<unsigned> mail_owner);

/// The queue file that a seal names, whether or not the seal is right, or "".
std::string claimed_queue_file(const HeaderList& headers);

/// A draft that is refused leaves Postfix's queue without being decided: that is remembered.
void note_refusal(const Submission& message, const Verdict& verdict, ReleaseBook& releases);

}  // namespace postern
