// SPDX-License-Identifier: Apache-2.0
#include "postern/base/digest.hpp"

#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "postern/base/text.hpp"

namespace postern {
namespace {

KeyRing ring(std::vector<std::string> secrets) {
    auto keys = KeyRing::from(std::move(secrets));
    EXPECT_TRUE(keys);
    return *keys;
}

const std::string kOld(32, 'o');
const std::string kNew(32, 'n');

TEST(Base32, FollowsRfc4648InLowerCaseWithoutPadding) {
    EXPECT_EQ(base32(""), "");
    EXPECT_EQ(base32("f"), "my");
    EXPECT_EQ(base32("fooba"), "mzxw6ytb");
    EXPECT_EQ(base32("foobar"), "mzxw6ytboi");
    EXPECT_EQ(*from_base32("MZXW6ytbOI"), "foobar");
    EXPECT_FALSE(from_base32("mzxw1"));
    EXPECT_FALSE(from_base32("my======"));
    EXPECT_FALSE(from_base32("mza"));
    EXPECT_FALSE(from_base32("mz"));
}

TEST(KeyRing, VerifiesWithOldKeysAndSignsWithTheFirst) {
    const auto old = ring({kOld});
    const auto rotated = ring({kNew, kOld});
    const auto mac = old.mac("seal", {"a", "b"});
    EXPECT_TRUE(rotated.verify("seal", {"a", "b"}, bytes(mac, 10)));
    EXPECT_NE(rotated.mac("seal", {"a", "b"}), mac);
    EXPECT_FALSE(ring({kNew}).verify("seal", {"a", "b"}, bytes(mac, 10)));
}

/// As OpenSSL makes it at once; the frame is that of the header: a length before each field.
TEST(KeyRing, IsHmacOfRfc2104WhateverTheLengths) {
    const auto framed = [](const std::string& field) {
        const auto size = static_cast<std::uint32_t>(field.size());
        std::string text;
        for (const unsigned shift : {24U, 16U, 8U, 0U})
            text += static_cast<char>(size >> shift & 0xFFU);
        return text + field;
    };
    for (const std::size_t key : {16U, 31U, 32U, 63U, 64U, 65U, 127U, 200U}) {
        for (const std::size_t size : {0U, 1U, 45U, 46U, 55U, 56U, 64U, 1000U}) {
            const std::string secret(key, 's');
            const std::string field(size, 'f');
            const auto text = framed("label") + framed(field);
            Digest expected{};
            unsigned length = 0;
            HMAC(EVP_sha256(), secret.data(), static_cast<int>(key),
                 reinterpret_cast<const unsigned char*>(text.data()), text.size(), expected.data(),
                 &length);
            EXPECT_EQ(ring({secret}).mac("label", {field}), expected) << key << " " << size;
        }
    }
}

TEST(KeyRing, KeepsPurposesAndFieldsApart) {
    const auto keys = ring({kOld});
    const auto mac = keys.mac("seal", {"ab", "c"});
    EXPECT_FALSE(keys.verify("token", {"ab", "c"}, bytes(mac)));
    EXPECT_FALSE(keys.verify("seal", {"a", "bc"}, bytes(mac)));
    EXPECT_FALSE(keys.verify("seal", {"ab", "c", ""}, bytes(mac)));
}

TEST(KeyRing, AcceptsNoShortDigest) {
    const auto keys = ring({kOld});
    const auto mac = keys.mac("seal", {"a"});
    EXPECT_FALSE(keys.verify("seal", {"a"}, ""));
    EXPECT_FALSE(keys.verify("seal", {"a"}, bytes(mac, 7)));
    EXPECT_TRUE(keys.verify("seal", {"a"}, bytes(mac, 8)));
}

TEST(KeyRing, RefusesShortSecretsAndNone) {
    EXPECT_FALSE(KeyRing::from({}));
    EXPECT_FALSE(KeyRing::from({kOld, "short"}));
}

TEST(Sha256, IsFramed) {
    EXPECT_NE(sha256({"ab", "c"}), sha256({"a", "bc"}));
}

}  // namespace
}  // namespace postern
