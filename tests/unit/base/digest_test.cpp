// SPDX-License-Identifier: Apache-2.0
#include "postern/base/digest.hpp"

#include <gtest/gtest.h>

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
