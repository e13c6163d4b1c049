// SPDX-License-Identifier: Apache-2.0
//
// What libunbound hands over, as a DnsAnswer. The data of records come from servers of anybody's:
// one that is malformed is left out, and an answer of nothing else is no answer.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unbound.h>

#include "postern/dns/question.hpp"

namespace postern {

DnsAnswer read_unbound_answer(RecordType type, const ub_result& result);

/// The number of a type on the wire (RFC 1035 section 3.2.2, RFC 3596 section 2.1).
int wire_number(RecordType type);

/// A name in wire format without compression (RFC 1035 section 3.1), in lower case, without the dot
/// at its end; other bytes than letters, digits, hyphens and underscores as \DDD (section 5.1).
/// Nothing where the bytes are not exactly one name.
std::optional<std::string> read_wire_name(std::string_view bytes);

}  // namespace postern
