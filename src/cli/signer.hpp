// SPDX-License-Identifier: Apache-2.0
//
// The signer of this host, and the keys it signs with. `root` is the folder that stands for "/".
#pragma once

#include <string>

#include "postern/base/result.hpp"
#include "postern/postfix/signing.hpp"

namespace postern {

/// Which signers are installed, and what their files say. What may not be read is an error.
Result<postfix::SignerFiles> read_signer_files(const std::string& root = "");

bool is_there(const postfix::SigningKey& key);

/// Makes the key, its user's alone, in a folder that is the user's too. ErrorCode::conflict where
/// there is one: a key that is published is never replaced.
Result<void> make_key(const postfix::SigningKey& key);

/// The line for a zone file that publishes it.
Result<std::string> record_of(const postfix::SigningKey& key);

}  // namespace postern
