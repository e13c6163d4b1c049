// SPDX-License-Identifier: Apache-2.0
//
// Loads the secrets that seals, tokens and identifiers are made with (HMAC, RFC 2104), one from
// each file: configuration files get copied, printed and mailed around, secrets must not.
//
// A trailing line break is not part of the key. Refused with ErrorCode::invalid, and with what to
// do: a key shorter than 32 characters, a file that is not a regular one, a file that others than
// its owner and group may read or write. A file that cannot be read is ErrorCode::not_found or
// ErrorCode::unavailable. No message ever contains any of a key.
#pragma once

#include <string>
#include <vector>

#include "postern/base/digest.hpp"
#include "postern/base/result.hpp"

namespace postern {

/// The first file's key makes new digests, all of them verify. `user` is whom the command that
/// makes a missing file lets in; where that is empty, its owner alone.
Result<KeyRing> load_keys(const std::vector<std::string>& files, const std::string& user = {});

}  // namespace postern
