// SPDX-License-Identifier: Apache-2.0
#include "postern/address/one_mailbox.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "postern/address/provider.hpp"

namespace postern {
namespace {

/// One mailbox under several spellings, at a provider.
struct Spellings {
    const char* provider;
    std::vector<const char*> addresses;
};

// clang-format off
const std::vector<Spellings> kOnes{
    {"google",    {"evil@gmail.com", "e.v.i.l@gmail.com", "EVIL@Gmail.com", "ev.il+a+b@googlemail.com"}},
    {"google",    {"ann@firm.example", "Ann+chat@firm.example"}},
    {"microsoft", {"ann@outlook.com", "ann+x@outlook.com"}},
    {"microsoft", {"ann@firm.example", "ann+x@FIRM.example"}},
    {"yahoo",     {"ann@yahoo.de", "ann-shop@yahoo.de", "ann-shop+x@yahoo.de"}},
    {"apple",     {"ann@icloud.com", "ann@me.com", "ann@mac.com", "ann+x@icloud.com"}},
    {"fastmail",  {"ann@fastmail.com", "chat@ann.fastmail.com", "ann+chat@fastmail.com"}},
    {"fastmail",  {"ann@firm.co.uk", "chat@ann.firm.co.uk"}},
    {"proton",    {"ann@proton.me", "a.n-n@protonmail.com", "a_nn+x@pm.me", "Ann@protonmail.ch"}},
    {"yandex",    {"an.n@yandex.ru", "an-n@ya.ru", "an.n+x@yandex.com"}},
    {"hey.com",   {"ann@hey.com", "a.n.n+x@hey.com"}},
    {"",          {"evil@gmail.com", "e.vil@googlemail.com"}},
    {"firm.example", {"ann@firm.example", "ann+1@firm.example", "ANN@firm.example"}},
};
const std::vector<Spellings> kSeveral{
    {"google",    {"ann@gmail.com", "ben@gmail.com", "ann@firm.example", "a.nn@firm.example"}},
    {"yahoo",     {"ann@yahoo.de", "ann@yahoo.com", "anna@yahoo.de"}},
    {"microsoft", {"an-n@outlook.com", "an@outlook.com", "an.n@outlook.com"}},
    {"fastmail",  {"ann@fastmail.com", "x@mail.ann.fastmail.com", "ben@fastmail.com"}},
    {"firm.example", {"+x@firm.example", "+y@firm.example", "a.nn@firm.example", "ann@firm.example"}},
};
// clang-format on

std::set<std::string> keys_of(const Spellings& spellings) {
    std::set<std::string> keys;
    for (const auto* address : spellings.addresses) {
        keys.insert(one_mailbox(address, spellings.provider));
    }
    return keys;
}

TEST(OneMailbox, IsOneUnderAnySpellingThatItsProviderTakesForOne) {
    for (const auto& each : kOnes) {
        EXPECT_EQ(keys_of(each).size(), 1U) << testing::PrintToString(keys_of(each));
    }
}

TEST(OneMailbox, IsNoOtherPersons) {
    for (const auto& each : kSeveral) {
        EXPECT_EQ(keys_of(each).size(), each.addresses.size())
            << testing::PrintToString(keys_of(each));
    }
}

TEST(OneMailbox, OfWhatIsNoAddressIsItself) {
    EXPECT_EQ(one_mailbox("nobody", "google"), "nobody");
    EXPECT_EQ(one_mailbox("", ""), "");
    EXPECT_EQ(one_mailbox("@gmail.com", ""), "@gmail.com");
    EXPECT_EQ(one_mailbox("...@gmail.com", ""), "...@gmail.com");
    EXPECT_EQ(one_mailbox("\"a+b\"@firm.example", ""), "\"a+b\"@firm.example");
}

TEST(OneMailbox, HasRulesForProvidersThatThereAre) {
    std::set<std::string_view> names;
    for (const auto& each : named_providers()) names.insert(each.name);
    for (const auto& rule : spelling_rules()) {
        const bool is_domain = rule.where.find('.') != std::string_view::npos;
        EXPECT_TRUE(is_domain || names.contains(rule.where)) << rule.where;
        EXPECT_FALSE(rule.source.empty());
    }
    for (const auto& alias : domain_aliases()) {
        const auto same = [&](const auto& other) { return other.domain == alias.is; };
        EXPECT_TRUE(std::none_of(domain_aliases().begin(), domain_aliases().end(), same))
            << "in one step: " << alias.domain;
    }
}

}  // namespace
}  // namespace postern
