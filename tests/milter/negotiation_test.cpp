// SPDX-License-Identifier: Apache-2.0
#include <libmilter/mfapi.h>
#include <libmilter/mfdef.h>

#include "daemon_test.hpp"

namespace postern::testing {

namespace {

class Negotiating : public DaemonTest {
  protected:
    Negotiating() { start(); }
    static Negotiation postfix() { return {SMFI_PROT_VERSION, SMFI_CURR_ACTS, SMFI_CURR_PROT, {}}; }
};

TEST_F(Negotiating, WantsNoStepItDoesNotUseAndAnswersOnlyRecipientsAndTheEnd) {
    const auto agreed = MilterClient(address()).negotiate();
    ASSERT_TRUE(agreed);
    EXPECT_EQ(agreed->version, 6U);
    EXPECT_EQ(agreed->protocol, static_cast<std::uint32_t>(
                                    SMFIP_NOHELO | SMFIP_NOUNKNOWN | SMFIP_NODATA | SMFIP_NR_CONN |
                                    SMFIP_NR_HELO | SMFIP_NR_MAIL | SMFIP_NR_DATA | SMFIP_NR_UNKN |
                                    SMFIP_NR_HDR | SMFIP_NR_EOH | SMFIP_NR_BODY));
}

TEST_F(Negotiating, AsksForTheModificationsItMakesAndNoOthers) {
    const auto agreed = MilterClient(address()).negotiate();
    ASSERT_TRUE(agreed);
    EXPECT_EQ(
        agreed->actions & ~static_cast<std::uint32_t>(SMFIF_SETSYMLIST),
        static_cast<std::uint32_t>(SMFIF_ADDHDRS | SMFIF_CHGHDRS | SMFIF_CHGBODY | SMFIF_ADDRCPT |
                                   SMFIF_DELRCPT | SMFIF_CHGFROM | SMFIF_QUARANTINE));
}

TEST_F(Negotiating, AsksForTheMacrosItReads) {
    const auto agreed = MilterClient(address()).negotiate();
    ASSERT_TRUE(agreed);
    const std::map<std::uint32_t, std::string> expected{
        {SMFIM_CONNECT, "{daemon_name}"}, {SMFIM_ENVFROM, "{auth_authen}"}, {SMFIM_EOM, "i"}};
    EXPECT_EQ(agreed->symbols, expected);
}

TEST_F(Negotiating, AnswersEveryStepToAnMtaThatWaitsForIt) {
    auto offer = postfix();
    offer.protocol = SMFIP_NOCONNECT | SMFIP_NOHELO | SMFIP_NOMAIL | SMFIP_NORCPT | SMFIP_NOBODY |
                     SMFIP_NOHDRS | SMFIP_NOEOH | SMFIP_NOUNKNOWN | SMFIP_NODATA;
    MilterClient client(address());
    ASSERT_TRUE(client.negotiate(offer));
    client.greet(kDraftHop);
    EXPECT_EQ(client.send(draft()).end.edits.size(), 4U);
}

TEST_F(Negotiating, RefusesAnMtaThatCannotChangeTheSender) {
    auto offer = postfix();
    offer.actions &= ~static_cast<std::uint32_t>(SMFIF_CHGFROM);
    EXPECT_FALSE(MilterClient(address()).negotiate(offer));
    EXPECT_TRUE(MilterClient(address()).negotiate()) << "the next one is as good as ever";
}

TEST_F(Negotiating, TakesAnMtaOfProtocolTwoForTooOld) {
    EXPECT_FALSE(MilterClient(address()).negotiate({2, 0x3F, 0x7F, {}}));
}

}  // namespace

}  // namespace postern::testing
