// SPDX-License-Identifier: Apache-2.0
//
// A DMARC policy as it stands in DNS (RFC 7489 section 6.3). ErrorCode::invalid says why a receiver
// would find none in it.
#pragma once

#include <string>
#include <string_view>

#include "postern/base/result.hpp"

namespace postern {

struct DmarcRecord {
    std::string policy{};            ///< p: "none", "quarantine" or "reject".
    std::string subdomain_policy{};  ///< sp, else p.
    bool strict_dkim = false;        ///< adkim=s
    bool strict_spf = false;         ///< aspf=s
};

/// Begins with the version, v=DMARC1; whatever else stands at the name is not looked at.
bool is_dmarc_record(std::string_view text);

Result<DmarcRecord> parse_dmarc_record(std::string_view text);

/// The record with that tag set so; as it was where it cannot be read.
std::string with_dmarc_tag(std::string_view text, std::string_view name, std::string_view value);

}  // namespace postern
