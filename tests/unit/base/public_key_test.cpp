// SPDX-License-Identifier: Apache-2.0
#include "postern/base/public_key.hpp"

#include <gtest/gtest.h>

#include "signing_keys.hpp"

namespace postern {
namespace {

using testing::kEd25519Key;
using testing::kEd25519Public;
using testing::kRsaKey;
using testing::kRsaPublic;
using Algorithm = PublicKey::Algorithm;

TEST(PublicKey, IsThatOfThePrivateKey) {
    const auto rsa = public_key_of(kRsaKey);
    ASSERT_TRUE(rsa);
    EXPECT_EQ(*rsa, (PublicKey{Algorithm::rsa, 1024, kRsaPublic}));
    const auto ed25519 = public_key_of(kEd25519Key);
    ASSERT_TRUE(ed25519);
    EXPECT_EQ(*ed25519, (PublicKey{Algorithm::ed25519, 256, kEd25519Public}));
}

TEST(PublicKey, IsReadAsItIsPublished) {
    EXPECT_EQ(*read_public_key(Algorithm::rsa, kRsaPublic), *public_key_of(kRsaKey));
    EXPECT_EQ(*read_public_key(Algorithm::ed25519, kEd25519Public), *public_key_of(kEd25519Key));
}

TEST(PublicKey, IsRefusedWhereItIsOfAnotherKindOrNone) {
    for (const auto* text : {"", "=", "==", "AAAA", "no key at all", kEd25519Public}) {
        EXPECT_FALSE(read_public_key(Algorithm::rsa, text)) << text;
    }
    for (const auto* text : {"", "=", "AAAA", "\xff\xff\xff\xff", kRsaPublic}) {
        EXPECT_FALSE(read_public_key(Algorithm::ed25519, text)) << text;
    }
}

TEST(PublicKey, IsNoneOfAFileWithoutAPrivateKey) {
    for (const auto* text :
         {"", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"}) {
        EXPECT_FALSE(public_key_of(text)) << text;
    }
}

}  // namespace
}  // namespace postern
