// SPDX-License-Identifier: Apache-2.0
//
// A DKIM key as it stands in DNS (RFC 6376 section 3.6.1, RFC 8463). ErrorCode::invalid says why a
// verifier would find no key in it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "postern/base/public_key.hpp"
#include "postern/base/result.hpp"

namespace postern {

struct DkimRecord {
    std::optional<PublicKey> key{};  ///< Without one it is revoked.
    bool testing = false;            ///< t=y: verifiers treat the mail as if it were not signed.
};

Result<DkimRecord> parse_dkim_record(std::string_view text);

/// "v=DKIM1; k=rsa; p=…"
std::string format_dkim_record(const PublicKey& key);

}  // namespace postern
