// SPDX-License-Identifier: Apache-2.0
//
// What the world's DNS says of a sender domain, and what it should say: SPF of the return path
// (RFC 7208), the DKIM keys (RFC 6376), the DMARC policy and its alignment (RFC 7489 section 3.1),
// a way back for bounces (RFC 5321 section 5.1), and names for the addresses mail leaves from
// (RFC 8601 section 3, "iprev").
//
// A pure function of what has been answered so far. What got no answer is `unknown`, never missing.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "postern/base/public_key.hpp"
#include "postern/dns/mail_domain.hpp"

namespace postern {

struct DkimSelector {
    std::string name;
    std::optional<PublicKey> key{};  ///< Of the private key that signs, where it is known.
};

/// The signature is made for `domain`, as the configuration says: d= is aligned either way.
struct SenderPublication {
    std::string domain;
    std::string bounce_domain;
    std::vector<DkimSelector> selectors{};
    std::vector<std::string> addresses{};  ///< That mail leaves from.
};

struct PublishedFinding {
    enum class Weight { remark, fault, unknown };

    Weight weight;
    std::string_view setting;  ///< The sender's key that it is about: "bounce-domain".
    std::string text;
    std::string publish{};  ///< The record to put into the zone; empty where none would help.
};

struct PublishedInquiry {
    std::vector<PublishedFinding> findings{};
    std::vector<DnsQuestion> wanted{};  ///< Not empty: ask these, and inquire again.
};

PublishedInquiry inquire_published(const SenderPublication& sender, const DnsAnswers& answers);

/// As a line of a zone file: strings of 255 octets at most, quoted (RFC 1035 sections 3.3.14, 5.1).
std::string txt_line(std::string_view name, std::string_view text);

}  // namespace postern
