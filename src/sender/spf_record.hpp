// SPDX-License-Identifier: Apache-2.0
//
// An SPF record taken apart (RFC 7208 sections 4.5, 4.6 and 12). ErrorCode::invalid names the term
// that a verifier would answer "permerror" to. Modifiers other than redirect are of no consequence
// here.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "postern/base/result.hpp"

#include "ip_address.hpp"

namespace postern {

struct SpfMechanism {
    enum class Kind { all, include, a, mx, ptr, ip, exists };

    Kind kind = Kind::all;
    char qualifier = '+';
    std::string domain{};              ///< With macros; empty: the domain the record is of.
    std::optional<IpAddress> block{};  ///< Of ip4 and ip6.
    unsigned prefix4 = 32;
    unsigned prefix6 = 128;
};

struct SpfRecord {
    std::vector<SpfMechanism> mechanisms{};
    std::string redirect{};  ///< With macros; empty: none.
};

/// Begins with the version, v=spf1 (section 4.5).
bool is_spf_record(std::string_view text);

Result<SpfRecord> parse_spf_record(std::string_view text);

/// A record that covers these addresses and nothing else; "ip4:ADDRESS" where there are none.
std::string spf_record_for(const std::vector<std::string>& addresses);

/// The record with these addresses in front of its own terms.
std::string with_addresses(std::string_view record, const std::vector<std::string>& addresses);

/// One record with the terms of all, a term once and the last "all" at the end.
std::string merged_spf_record(const std::vector<std::string>& records);

}  // namespace postern
