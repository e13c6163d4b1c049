// SPDX-License-Identifier: Apache-2.0
#include "postern/base/public_key.hpp"

#include <memory>
#include <vector>

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

namespace postern {

namespace {

using Bytes = std::vector<unsigned char>;
using Key = std::unique_ptr<EVP_PKEY, void (*)(EVP_PKEY*)>;

Key owned(EVP_PKEY* key) {
    // What went wrong is said in our own words; left in the queue it would confuse the next caller.
    ERR_clear_error();
    return {key, EVP_PKEY_free};
}

std::string to_base64(const Bytes& bytes) {
    std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');
    const int length = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()), bytes.data(),
                                       static_cast<int>(bytes.size()));
    text.resize(static_cast<std::size_t>(length));
    return text;
}

Result<Bytes> from_base64(std::string_view text) {
    const std::size_t padding = text.ends_with("==") ? 2 : text.ends_with('=') ? 1 : 0;
    Bytes bytes(text.size() / 4 * 3 + 3);
    const int length =
        EVP_DecodeBlock(bytes.data(), reinterpret_cast<const unsigned char*>(text.data()),
                        static_cast<int>(text.size()));
    if (length < 0 || static_cast<std::size_t>(length) < padding) return invalid("not base64");
    bytes.resize(static_cast<std::size_t>(length) - padding);
    return bytes;
}

Result<Bytes> published_bytes(const EVP_PKEY* key) {
    if (EVP_PKEY_get_base_id(key) == EVP_PKEY_RSA) {
        Bytes bytes(static_cast<std::size_t>(i2d_PUBKEY(key, nullptr)));
        auto* out = bytes.data();
        i2d_PUBKEY(key, &out);
        return bytes;
    }
    std::size_t size = 32;
    Bytes bytes(size);
    if (EVP_PKEY_get_raw_public_key(key, bytes.data(), &size) == 1) return bytes;
    return invalid("no raw public key");
}

Result<PublicKey> described(const EVP_PKEY* key) {
    const int type = EVP_PKEY_get_base_id(key);
    if (type != EVP_PKEY_RSA && type != EVP_PKEY_ED25519) {
        return invalid("neither an RSA nor an Ed25519 key");
    }
    const auto bytes = published_bytes(key);
    if (!bytes) return bytes.error();
    const auto algorithm =
        type == EVP_PKEY_RSA ? PublicKey::Algorithm::rsa : PublicKey::Algorithm::ed25519;
    return PublicKey{algorithm, EVP_PKEY_get_bits(key), to_base64(*bytes)};
}

/// Instead of a prompt on the terminal.
int no_passphrase(char* /*buffer*/, int /*size*/, int /*writing*/, void* /*data*/) {
    return -1;
}

}  // namespace

std::string_view name_of(PublicKey::Algorithm algorithm) {
    return algorithm == PublicKey::Algorithm::rsa ? "rsa" : "ed25519";
}

Result<PublicKey> public_key_of(const std::string& private_key) {
    const std::unique_ptr<BIO, int (*)(BIO*)> input(
        BIO_new_mem_buf(private_key.data(), static_cast<int>(private_key.size())), BIO_free);
    const auto key = owned(PEM_read_bio_PrivateKey(input.get(), nullptr, no_passphrase, nullptr));
    if (!key) return invalid("no private key in PEM without a passphrase");
    return described(key.get());
}

Result<std::string> new_private_key() {
    constexpr unsigned kBits = 2048;
    const auto key = owned(EVP_RSA_gen(kBits));
    const std::unique_ptr<BIO, int (*)(BIO*)> output(BIO_new(BIO_s_mem()), BIO_free);
    const bool written = key && PEM_write_bio_PrivateKey(output.get(), key.get(), nullptr, nullptr,
                                                         0, nullptr, nullptr) == 1;
    if (!written) return Error{ErrorCode::internal, "no key can be made"};
    char* data = nullptr;
    const auto size = BIO_get_mem_data(output.get(), &data);
    return std::string(data, static_cast<std::size_t>(size));
}

Result<PublicKey> read_public_key(PublicKey::Algorithm algorithm, std::string_view base64) {
    const auto bytes = from_base64(base64);
    if (!bytes) return bytes.error();
    const auto* data = bytes->data();
    const auto size = bytes->size();
    const bool rsa = algorithm == PublicKey::Algorithm::rsa;
    const auto key =
        owned(rsa ? d2i_PUBKEY(nullptr, &data, static_cast<long>(size))
                  : EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, data, size));
    const bool right =
        key && EVP_PKEY_get_base_id(key.get()) == (rsa ? EVP_PKEY_RSA : EVP_PKEY_ED25519);
    if (right) return described(key.get());
    return invalid(rsa ? "no RSA key (SubjectPublicKeyInfo)" : "no Ed25519 key of 32 bytes");
}

}  // namespace postern
