// SPDX-License-Identifier: Apache-2.0
#include "postern/address/assessment.hpp"

#include <random>
#include <vector>

#include <gtest/gtest.h>

namespace postern {
namespace {

struct Case {
    std::string address;
    AddressForm form;
    Sendable sendable;
};

constexpr auto kValid = AddressForm::valid;
constexpr auto kUtf8 = AddressForm::valid_smtputf8;
constexpr auto kInvalid = AddressForm::invalid;

// Addresses of our own choosing, each for one clause.
const std::vector<Case> kCases{
    {"anna@firm.de", kValid, Sendable::yes},
    {"anna@xn--mnchen-3ya.de", kValid, Sendable::yes},
    {"anna@münchen.de", AddressForm::valid_idn, Sendable::yes},
    {"anna@MÜNCHEN.de", AddressForm::valid_idn, Sendable::yes},
    {"änne@firm.de", kUtf8, Sendable::yes},
    {"änne@münchen.de", kUtf8, Sendable::yes},
    {"\"an na\"@firm.de", kValid, Sendable::policy},
    {"\"än na\"@firm.de", kUtf8, Sendable::policy},
    {"\"anna\"@firm.de", kValid, Sendable::policy},
    {"anna@firm", kValid, Sendable::no},
    {"anna@firm.123", kValid, Sendable::no},
    {"anna@firm.test", kValid, Sendable::no},
    {"anna@printer.local", kValid, Sendable::no},
    {"anna@ab--c.de", kValid, Sendable::no},
    {"anna@[192.0.2.1]", kValid, Sendable::no},
    {"anna@[IPv6:2001:db8::1]", kValid, Sendable::no},
    {"anna@[ipv6:2001:db8::192.0.2.1]", kValid, Sendable::no},
    {"anna@[IPv6:1:2:3:4:5:6::7]", kInvalid, Sendable::no},  // "::" for one group
    {"anna@[IPv6:1:2:3:4:5::192.0.2.1]", kInvalid, Sendable::no},
    {"anna@[2001:db8::1]", kInvalid, Sendable::no},
    {"anna@[x400:c=de]", kInvalid, Sendable::no},
    {"anna@[192.0.2.1", kInvalid, Sendable::no},
    {"anna@xn--a.de", kInvalid, Sendable::no},  // no A-label of anything
    {"anna@-münchen.de", kInvalid, Sendable::no},
    {"anna@a\xE2\x80\xAE.de", kInvalid, Sendable::no},
    {"\xE2\x80\xAE"
     "anna@firm.de",
     kInvalid, Sendable::no},
    {"an\xC2\xA0na@firm.de", kInvalid, Sendable::no},
    {"\xCC\x88"
     "anna@firm.de",
     kInvalid, Sendable::no},
    {"ann\xFF@firm.de", kInvalid, Sendable::no},
    {"\"a\\\xC3\xA4\"@firm.de", kInvalid, Sendable::no},  // a backslash before non-ASCII
    {"anna@firm..de", kInvalid, Sendable::no},
    {"Anna <anna@firm.de>", kInvalid, Sendable::no},
};

TEST(AddressAssessment, TellsTheGrammarFromWhatCanBeReached) {
    for (const auto& [address, form, sendable] : kCases) {
        const auto found = assess_address(address);
        EXPECT_EQ(name_of(found.form), name_of(form)) << address << ": " << found.reason;
        EXPECT_EQ(name_of(found.sendable), name_of(sendable)) << address << ": " << found.reason;
        EXPECT_EQ(found.reason.empty(), sendable == Sendable::yes) << address;
        EXPECT_EQ(found.canonical.empty(), form == kInvalid) << address;
    }
}

TEST(AddressAssessment, WritesTheDomainInALabels) {
    EXPECT_EQ(assess_address("Anna@MÜNCHEN.de").canonical, "Anna@xn--mnchen-3ya.de");
    EXPECT_EQ(assess_address("anna@firm。de").canonical, "anna@firm.de");
    EXPECT_EQ(Address::parse("anna@münchen.de")->text(), "anna@xn--mnchen-3ya.de");
}

TEST(AddressAssessment, MeasuresWhatIsSent) {
    // Each of these labels is short as it stands, and longer in A-labels.
    std::string domain;
    for (int i = 0; i < 30; ++i) domain += "äöü.";
    EXPECT_EQ(assess_address("a@" + domain + "de").form, kInvalid);
}

TEST(AddressAssessment, NamesWhoSetTheNameAside) {
    EXPECT_EQ(special_use("host.onion"), "RFC 7686");
    EXPECT_EQ(special_use("onion.de"), "");
    EXPECT_NE(assess_address("a@b.invalid").reason.find("RFC 6761"), std::string::npos);
}

/// Whatever is sendable is an Address, and canonical is canonical.
TEST(AddressAssessment, AgreesWithAddressOnAnyText) {
    std::mt19937 random(20260101);
    const std::vector<std::string> alphabet{"a", "b", "1", ".", ".", "@", "@",  "\"",   "\\",
                                            "-", " ", "[", "]", ":", "ä", "de", "xn--", "\xCC\x88"};
    int sendable = 0;
    for (int round = 0; round < 100'000; ++round) {
        std::string text;
        for (auto length = random() % 12; length > 0; --length) {
            text += alphabet[random() % alphabet.size()];
        }
        const auto found = assess_address(text);
        const bool taken = found.form != kInvalid && found.sendable != Sendable::no;
        EXPECT_EQ(Address::parse(text).has_value(), taken) << text;
        if (found.form == kInvalid) continue;
        EXPECT_EQ(assess_address(found.canonical).canonical, found.canonical) << text;
        ++sendable;
    }
    EXPECT_GT(sendable, 100) << "the alphabet makes no addresses any more";
}

}  // namespace
}  // namespace postern
