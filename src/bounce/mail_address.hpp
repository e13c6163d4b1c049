// SPDX-License-Identifier: Apache-2.0
//
// Mail addresses as reports write them: with a type in front (RFC 3464 section 2.1.2), in angle
// brackets, or somewhere in a sentence. What is found is evidence and is compared; it is not
// written to, so the grammar is lenient.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace postern {

/// An address and the place in the text that it takes.
struct FoundAddress {
    std::string address;
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// The address in "rfc822; <anna@firm.example>" or "utf-8;…" (RFC 6533 section 3, \x{…} decoded).
/// Without "@" as it stands; empty where there is none.
std::string address_of_field(std::string_view value);

/// Every address in the text, in its order, each once without regard to case.
std::vector<std::string> addresses_in(std::string_view text);

/// The same with their places, and each as often as it stands there.
std::vector<FoundAddress> places_of_addresses(std::string_view text);

/// Whether there is nothing before an address but what may lead a line of its own: brackets,
/// bullets, a number or a time, the name of a protocol, "to:". A server's answer is none of these.
bool leads_to_address(std::string_view before);

/// "550 ", "<<< 550 5.1.1 ": whether a server's answer begins so, of whatever sort.
bool quotes_answer(std::string_view before);

/// Without the brackets and quotes that open before an address.
std::string_view without_opening(std::string_view before);

/// Whether words that begin like names stand before an address in brackets: "Anna Berg (".
bool is_display_name(std::string_view before);

/// The address a line begins with, see above; "" where it begins otherwise.
std::string address_at_front(std::string_view line);

}  // namespace postern
