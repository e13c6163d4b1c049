// SPDX-License-Identifier: Apache-2.0
//
// What an address is: what the grammar says of it, and whether a notification goes there.
//
// Two questions, because they have different answers: "user@[192.0.2.1]" is a mailbox (RFC 5321
// section 4.1.2) and no place for a notification. The first is a matter of RFC 5321, RFC 6531 and
// IDNA2008 alone, the second of what the public mail system can reach. Neither asks DNS.
#pragma once

#include <string>
#include <string_view>

#include "postern/address/address.hpp"

namespace postern {

enum class AddressForm {
    valid,           ///< RFC 5321.
    valid_idn,       ///< ASCII, once its domain is written in A-labels (RFC 5890).
    valid_smtputf8,  ///< Only where every hop speaks SMTPUTF8 (RFC 6531).
    invalid,
};

enum class Sendable {
    yes,
    no,      ///< It leads nowhere that mail of the public system could go.
    policy,  ///< It may be refused as a matter of taste: quoted local parts.
};

struct AddressAssessment {
    AddressForm form = AddressForm::invalid;
    Sendable sendable = Sendable::no;
    std::string reason{};     ///< Why it is invalid or not sendable, a half sentence; else empty.
    std::string canonical{};  ///< As Address has it; empty where invalid.
};

AddressAssessment assess_address(std::string_view text);

std::string_view name_of(AddressForm form);  ///< "valid-smtputf8"
std::string_view name_of(Sendable sendable);

/// Which document sets the name's top label aside (RFC 6761 and others), "" where none does: such
/// a name is not in the public DNS, and mail to it can only be lost or leak.
std::string_view special_use(std::string_view domain);

}  // namespace postern
