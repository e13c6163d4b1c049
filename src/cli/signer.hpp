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

/// What keeps that user from reading the file: the file itself, or a folder on the way there. ""
/// where nothing does, or nobody can tell.
std::string bar_to(const std::string& user, const std::string& file);

/// The same for the signer and a key that it signs with, what there is to say of it, and the
/// command that mends it; "" where that is not postern's to say.
std::string what_bars(const postfix::SigningKey& key);
std::string words_for(const postfix::SigningKey& key, const std::string& bar);
std::string mend_for(const postfix::SigningKey& key, const std::string& bar);

bool is_there(const postfix::SigningKey& key);

/// Makes the key, its user's alone, in a folder that is the user's too: whole, or not at all,
/// whenever it is ended. ErrorCode::conflict where there is one: a key that is published is never
/// replaced.
Result<void> make_key(const postfix::SigningKey& key);

/// The line for a zone file that publishes it.
Result<std::string> record_of(const postfix::SigningKey& key);

}  // namespace postern
