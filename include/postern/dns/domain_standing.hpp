// SPDX-License-Identifier: Apache-2.0
//
// DomainStanding: whether a domain takes mail, as far as DNS says (RFC 5321 section 5.1, RFC 7505).
//
// `unknown` is no verdict: whoever gets it answers 4xx and asks again. Every other value rests on
// what authoritative servers said, never on their silence.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "postern/base/time.hpp"

namespace postern {

enum class MailService {
    accepts,             ///< An MX host has an address.
    accepts_implicitly,  ///< No MX, but an address of its own: the implicit MX.
    null_mx,             ///< It says that it takes no mail (RFC 7505 section 3).
    no_such_domain,      ///< NXDOMAIN.
    no_mail_host,        ///< Neither MX nor address, or no MX host has an address.
    loopback_only,       ///< Every address that there is leads back to the sender itself.
    unknown,             ///< Nobody who could know answered.
};

std::string_view name_of(MailService service);  ///< "null-mx"

/// Mail to it can be delivered as far as DNS says.
bool takes_mail(MailService service);

/// Mail to it cannot be delivered; false for `unknown`.
bool takes_no_mail(MailService service);

struct DomainStanding {
    MailService service = MailService::unknown;
    /// In lower case, the preferred one first; the domain itself where the MX is implicit, empty
    /// where there is none. Not all of them need have an address.
    std::vector<std::string> mail_hosts{};
    /// For a person, a half sentence: "does not exist (NXDOMAIN)". Empty where it takes mail.
    std::string reason{};
    TimePoint expires{};  ///< Until then the same answer is given again.
};

}  // namespace postern
