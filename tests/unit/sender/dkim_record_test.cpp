// SPDX-License-Identifier: Apache-2.0
#include "dkim_record.hpp"

#include <gtest/gtest.h>

#include "signing_keys.hpp"

namespace postern {
namespace {

using testing::kEd25519Public;
using testing::kRsaPublic;

std::string with_key(const std::string& tags) {
    return tags + kRsaPublic;
}

TEST(DkimRecord, HasTheKey) {
    for (const auto& text :
         {with_key("v=DKIM1; k=rsa; p="), with_key("p="), with_key(" v = DKIM1 ;p= "),
          with_key("v=DKIM1; h=sha1:sha256; s=email; n=a note; p=") + ";",
          "v=DKIM1; p=" + std::string(kRsaPublic).insert(80, " \t")}) {
        const auto record = parse_dkim_record(text);
        ASSERT_TRUE(record) << text << ": " << record.error().message();
        EXPECT_EQ(record->key->base64, kRsaPublic) << text;
        EXPECT_FALSE(record->testing) << text;
    }
    const auto ed25519 = parse_dkim_record(std::string("k=ed25519; p=") + kEd25519Public);
    ASSERT_TRUE(ed25519);
    EXPECT_EQ(ed25519->key->bits, 256);
}

TEST(DkimRecord, SaysThatItIsATest) {
    EXPECT_TRUE(parse_dkim_record(with_key("t=s:y; p="))->testing);
    EXPECT_FALSE(parse_dkim_record(with_key("t=s; p="))->testing);
}

TEST(DkimRecord, WithAnEmptyKeyIsRevoked) {
    const auto record = parse_dkim_record("v=DKIM1; p=");
    ASSERT_TRUE(record);
    EXPECT_FALSE(record->key);
}

TEST(DkimRecord, IsNoneWhereNoVerifierFindsAKey) {
    for (const auto& text :
         {std::string(), std::string("v=DKIM1; k=rsa"), std::string("v=DKIM1; p=AAAA"),
          std::string("v=spf1 -all"), with_key("v=DKIM2; p="), with_key("k=rsa; v=DKIM1; p="),
          with_key("k=ed25519; p="), with_key("k=dsa; p="), with_key("h=sha1; p="),
          with_key("s=other; p="), with_key("p=; p=")}) {
        EXPECT_FALSE(parse_dkim_record(text)) << text;
    }
}

TEST(DkimRecord, IsMadeOfAKey) {
    const PublicKey key{PublicKey::Algorithm::ed25519, 256, kEd25519Public};
    EXPECT_EQ(*parse_dkim_record(format_dkim_record(key))->key, key);
}

}  // namespace
}  // namespace postern
