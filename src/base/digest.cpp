// SPDX-License-Identifier: Apache-2.0
#include "postern/base/digest.hpp"

#include <algorithm>
#include <new>

#include <openssl/crypto.h>
#include <openssl/evp.h>

namespace postern {

namespace {

using Context = std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)>;

constexpr std::size_t kBlock = 64;  ///< Of SHA-256, in bytes.

/// What fails here is memory.
void check(int good) {
    if (good != 1) throw std::bad_alloc();
}

Context new_context() {
    Context context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    check(context ? 1 : 0);
    return context;
}

Digest finished(EVP_MD_CTX* context) {
    Digest digest{};
    unsigned length = 0;
    check(EVP_DigestFinal_ex(context, digest.data(), &length));
    return digest;
}

/// Looking an algorithm up by its name costs more than a short message does.
Digest sha256_of(std::string_view text) {
    static const auto begun = [] {
        auto context = new_context();
        check(EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr));
        return context;
    }();
    const auto context = new_context();
    check(EVP_MD_CTX_copy_ex(context.get(), begun.get()));
    check(EVP_DigestUpdate(context.get(), text.data(), text.size()));
    return finished(context.get());
}

/// RFC 2104 section 2: the key, filled up to a block, xor the pad.
Context keyed(std::string block, unsigned char pad) {
    for (auto& byte : block) byte = static_cast<char>(static_cast<unsigned char>(byte) ^ pad);
    auto context = new_context();
    check(EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr));
    check(EVP_DigestUpdate(context.get(), block.data(), block.size()));
    OPENSSL_cleanse(block.data(), block.size());
    return context;
}

std::string block_of(const std::string& secret) {
    auto block = secret;
    if (secret.size() > kBlock) block = bytes(sha256_of(secret));
    block.resize(kBlock, '\0');
    return block;
}

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

class HmacKey {
  public:
    explicit HmacKey(const std::string& secret)
        : inner_(keyed(block_of(secret), 0x36)), outer_(keyed(block_of(secret), 0x5C)) {}

    [[nodiscard]] Digest mac(std::string_view text) const {
        const auto context = new_context();
        check(EVP_MD_CTX_copy_ex(context.get(), inner_.get()));
        check(EVP_DigestUpdate(context.get(), text.data(), text.size()));
        const auto inner = finished(context.get());
        check(EVP_MD_CTX_copy_ex(context.get(), outer_.get()));
        check(EVP_DigestUpdate(context.get(), inner.data(), inner.size()));
        return finished(context.get());
    }

  private:
    Context inner_;
    Context outer_;
};

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
    for (const auto& secret : secrets)
        ring.keys_.push_back(std::make_shared<const HmacKey>(secret));
    return ring;
}

Digest KeyRing::mac(std::string_view label, std::initializer_list<std::string_view> fields) const {
    return keys_.front()->mac(message(label, fields));
}

bool KeyRing::verify(std::string_view label, std::initializer_list<std::string_view> fields,
                     std::string_view claimed) const {
    constexpr std::size_t kLeast = 8;
    if (claimed.size() < kLeast || claimed.size() > sizeof(Digest)) return false;
    const auto text = message(label, fields);
    return std::any_of(keys_.begin(), keys_.end(), [&](const auto& key) {
        const auto digest = key->mac(text);
        return CRYPTO_memcmp(digest.data(), claimed.data(), claimed.size()) == 0;
    });
}

Digest sha256(std::initializer_list<std::string_view> fields) {
    return sha256_of(framed(fields));
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
