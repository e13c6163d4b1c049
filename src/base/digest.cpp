// SPDX-License-Identifier: Apache-2.0
#include "postern/base/digest.hpp"

#include <algorithm>

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

namespace postern {

namespace {

constexpr std::string_view kAlphabet = "abcdefghijklmnopqrstuvwxyz234567";

void append_field(std::string& out, std::string_view field) {
    const auto size = static_cast<std::uint32_t>(field.size());
    for (const unsigned shift : {24U, 16U, 8U, 0U}) out += static_cast<char>(size >> shift & 0xFFU);
    out += field;
}

std::string framed(std::initializer_list<std::string_view> fields) {
    std::string out;
    for (const auto field : fields) append_field(out, field);
    return out;
}

Digest hmac(const std::string& secret, const std::string& text) {
    Digest digest{};
    unsigned length = 0;
    HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()),
         reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest.data(), &length);
    return digest;
}

std::string message(std::string_view label, std::initializer_list<std::string_view> fields) {
    std::string text;
    append_field(text, label);
    return text += framed(fields);
}

int value_of(char c) {
    if (c >= 'a' && c <= 'z') return c - 'a';
    if (c >= 'A' && c <= 'Z') return c - 'A';
    if (c >= '2' && c <= '7') return c - '2' + 26;
    return -1;
}

}  // namespace

Result<KeyRing> KeyRing::from(std::vector<std::string> secrets) {
    constexpr std::size_t kShortest = 16;
    if (secrets.empty()) return Error{ErrorCode::invalid, "no key given"};
    for (const auto& secret : secrets) {
        if (secret.size() < kShortest) {
            return Error{ErrorCode::invalid,
                         "a key has " + std::to_string(secret.size()) +
                             " bytes; it needs at least 16: openssl rand -hex 32"};
        }
    }
    KeyRing ring;
    ring.secrets_ = std::move(secrets);
    return ring;
}

Digest KeyRing::mac(std::string_view label, std::initializer_list<std::string_view> fields) const {
    return hmac(secrets_.front(), message(label, fields));
}

bool KeyRing::verify(std::string_view label, std::initializer_list<std::string_view> fields,
                     std::string_view claimed) const {
    constexpr std::size_t kLeast = 8;
    if (claimed.size() < kLeast || claimed.size() > sizeof(Digest)) return false;
    const auto text = message(label, fields);
    return std::any_of(secrets_.begin(), secrets_.end(), [&](const std::string& secret) {
        const auto digest = hmac(secret, text);
        return CRYPTO_memcmp(digest.data(), claimed.data(), claimed.size()) == 0;
    });
}

Digest sha256(std::initializer_list<std::string_view> fields) {
    const auto text = framed(fields);
    Digest digest{};
    unsigned length = 0;
    EVP_Digest(text.data(), text.size(), digest.data(), &length, EVP_sha256(), nullptr);
    return digest;
}

std::string_view bytes(const Digest& digest, std::size_t count) {
    return {reinterpret_cast<const char*>(digest.data()), std::min(count, digest.size())};
}

std::string base32(std::string_view bytes) {
    std::string out;
    out.reserve((bytes.size() * 8 + 4) / 5);
    std::uint32_t pending = 0;
    unsigned bits = 0;
    for (const char c : bytes) {
        pending = pending << 8U | static_cast<unsigned char>(c);
        bits += 8;
        for (; bits >= 5; bits -= 5) out += kAlphabet[pending >> (bits - 5) & 31U];
    }
    if (bits > 0) out += kAlphabet[pending << (5 - bits) & 31U];
    return out;
}

Result<std::string> from_base32(std::string_view text) {
    std::string out;
    std::uint32_t pending = 0;
    unsigned bits = 0;
    for (const char c : text) {
        const int value = value_of(c);
        if (value < 0) return Error{ErrorCode::invalid, "not base32"};
        pending = pending << 5U | static_cast<std::uint32_t>(value);
        bits += 5;
        if (bits < 8) continue;
        bits -= 8;
        out += static_cast<char>(pending >> bits & 0xFFU);
    }
    // One text for one value: no characters or bits left over that say nothing.
    if (bits >= 5 || (pending & ((1U << bits) - 1)) != 0) {
        return Error{ErrorCode::invalid, "not base32"};
    }
    return out;
}

}  // namespace postern
