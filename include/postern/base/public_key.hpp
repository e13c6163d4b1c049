// SPDX-License-Identifier: Apache-2.0
//
// The public half of a signing key, in the form in which DKIM publishes it: of RSA a
// SubjectPublicKeyInfo in DER (RFC 6376 section 3.6.1, as erratum 3017 and its examples have it),
// of Ed25519 the 32 bytes alone (RFC 8463 section 4); either in base64.
//
// A plain value. What is no such key is ErrorCode::invalid; no message has any of a key in it.
#pragma once

#include <string>
#include <string_view>

#include "postern/base/result.hpp"

namespace postern {

struct PublicKey {
    enum class Algorithm { rsa, ed25519 };

    Algorithm algorithm = Algorithm::rsa;
    int bits = 0;
    std::string base64{};

    bool operator==(const PublicKey&) const = default;
};

std::string_view name_of(PublicKey::Algorithm algorithm);  ///< "rsa"

/// Of a private key in PEM (PKCS #1 or #8) without a passphrase.
Result<PublicKey> public_key_of(const std::string& private_key);

/// A new RSA key of 2048 bits, in PEM (PKCS #8): what every receiver verifies (RFC 8301
/// section 3.2).
Result<std::string> new_private_key();

/// As it is published, without white space.
Result<PublicKey> read_public_key(PublicKey::Algorithm algorithm, std::string_view base64);

}  // namespace postern
