// SPDX-License-Identifier: Apache-2.0
//
// A site that has what is shipped, and what is said of it when one thing is not so.
#include "postern/postfix/trouble.hpp"

#include <array>
#include <functional>

#include <gtest/gtest.h>

#include "postern/postfix/parameters.hpp"

#include "shipped_site.hpp"

namespace postern::postfix {
namespace {

using Weight = Trouble::Weight;

struct Internal {
    const char* parameter;
    const char* name;
    const char* program;
};

constexpr std::array kInternals{
    Internal{"bounce_service_name", "bounce", "bounce"},
    Internal{"cleanup_service_name", "cleanup", "cleanup"},
    Internal{"defer_service_name", "defer", "bounce"},
    Internal{"error_service_name", "error", "error"},
    Internal{"flush_service_name", "flush", "flush"},
    Internal{"pickup_service_name", "pickup", "pickup"},
    Internal{"proxymap_service_name", "proxymap", "proxymap"},
    Internal{"queue_service_name", "qmgr", "qmgr"},
    Internal{"rewrite_service_name", "rewrite", "trivial-rewrite"},
    Internal{"showq_service_name", "showq", "showq"},
    Internal{"trace_service_name", "trace", "bounce"},
};

Site good_site() {
    Site site;
    site.parameters = shipped_parameters();
    for (const auto& group : parameter_groups()) {
        for (const auto& row : group.rows) site.parameters.try_emplace(row.name, "");
    }
    site.parameters["queue_directory"] = "/var/spool/postfix";
    site.parameters["maximal_queue_lifetime"] = "5d";
    site.parameters["bounce_queue_lifetime"] = "5d";
    site.parameters["authorized_flush_users"] = "static:anyone";
    site.parameters["authorized_mailq_users"] = "static:anyone";
    site.parameters["inet_protocols"] = "all";
    for (const auto& [parameter, name, program] : kInternals) {
        site.parameters[parameter] = name;
        site.services.push_back({name, "unix", program});
    }
    for (const auto& shipped : shipped_services()) {
        site.services.push_back(shipped.service);
        for (const auto& [name, value] : shipped.optional) {
            if (shipped.service.option(name) == nullptr) site.parameters[name] = value;
        }
    }
    site.transports = {{"drafts.example.test", "postern-fan:[127.0.0.1]:10026"},
                       {"bounces.example.test", "postern-bounce:[127.0.0.1]:10027"}};
    site.received = {"bounces.example.test"};
    site.services.push_back({"pickup", "unix", "pickup", {}});
    site.queued_again = {{"Postern-Seal", "FILTER postern-fan:[127.0.0.1]:10026"},
                         {"Postern-Pass", "FILTER postern-fan:[127.0.0.1]:10026"}};
    site.parameters["masquerade_classes"] = "envelope_sender, header_sender";
    return site;
}

/// "fault maximal_queue_lifetime", one a line.
std::string said_of(const Site& site, const Settings& s = settings()) {
    std::string all;
    for (const auto& trouble : troubles_of(site, s)) {
        all += trouble.weight == Weight::fault  ? "fault "
               : trouble.weight == Weight::note ? "note "
                                                : "unknown ";
        all += trouble.where + "\n";
    }
    return all;
}

TEST(SiteAsShipped, HasNoTroubles) {
    const auto troubles = troubles_of(good_site(), settings());
    for (const auto& trouble : troubles) ADD_FAILURE() << trouble.where << " " << trouble.what;
}

TEST(SiteThatKnowsNothingOfPostern, IsToldJustThat) {
    auto site = good_site();
    site.services = {{"smtp", "inet", "smtpd"}};
    EXPECT_EQ(said_of(site), "note master.cf\n");
}

struct Change {
    const char* name;
    std::function<void(Site&, Settings&)> make;
    const char* said;
};

void PrintTo(const Change& change, std::ostream* out) {
    *out << change.name;
}

class SiteWith : public ::testing::TestWithParam<Change> {};

TEST_P(SiteWith, IsToldWhatIsWrong) {
    auto site = good_site();
    auto s = settings();
    GetParam().make(site, s);
    EXPECT_EQ(said_of(site, s), GetParam().said);
}

// clang-format off
const Change kChanges[]{
    {"AcceptWithoutMilter", [](Site& s, Settings&) { service_of(s, "127.0.0.1:10025").options["milter_default_action"] = "accept"; },
     "fault 127.0.0.1:10025/inet/milter_default_action\n"},
    {"AcceptFromMainCf", [](Site& s, Settings&) { service_of(s, "127.0.0.1:10026").options.erase("milter_default_action"); s.parameters["milter_default_action"] = "accept"; },
     "fault 127.0.0.1:10026/inet/milter_default_action\n"},
    {"APinThatIsMissingToday", [](Site& s, Settings&) { service_of(s, "postern-fan").options.erase("smtp_fallback_relay"); },
     "note postern-fan/unix\n"},
    {"APinThatIsMissingInALaterPostfix", [](Site& s, Settings&) { s.parameters["force_mime_input_conversion"] = "yes"; },
     "fault postern-cleanup-draft/unix/force_mime_input_conversion\nfault postern-cleanup-out/unix/force_mime_input_conversion\n"},
    {"APinThatThisPostfixHasNot", [](Site& s, Settings&) { service_of(s, "127.0.0.1:10025").options.erase("smtpd_forbid_bare_newline_exclusions"); s.parameters.erase("smtpd_forbid_bare_newline_exclusions"); }, ""},
    {"AnotherValue", [](Site& s, Settings&) { service_of(s, "127.0.0.1:10027").options["smtpd_hard_error_limit"] = "20"; },
     "note 127.0.0.1:10027/inet/smtpd_hard_error_limit\n"},
    {"TheSameValueInOtherWords", [](Site& s, Settings&) { service_of(s, "127.0.0.1:10025").options["milter_content_timeout"] = "5m"; service_of(s, "127.0.0.1:10026").options["smtpd_recipient_restrictions"] = "permit_mynetworks, reject"; }, ""},
    {"WhatIsTheirsToChange", [](Site& s, Settings&) { service_of(s, "127.0.0.1:10025").options["mynetworks"] = "192.0.2.0/24"; service_of(s, "127.0.0.1:10025").options["smtpd_sasl_auth_enable"] = "yes"; }, ""},
    {"NoOut", [](Site& s, Settings&) { std::erase_if(s.services, [](const Service& one) { return one.name == "127.0.0.1:10026"; }); },
     "fault 127.0.0.1:10026/inet\n"},
    {"AnotherSocket", [](Site&, Settings& c) { c.milter.socket = "unix:/run/postern.sock"; },
     "fault 127.0.0.1:10025/inet/smtpd_milters\nfault 127.0.0.1:10026/inet/smtpd_milters\nfault 127.0.0.1:10027/inet/smtpd_milters\n"},
    {"ATcpSocketAsShipped", [](Site& s, Settings& c) { c.milter.socket = "inet:9999@127.0.0.1"; for (auto* n : {"127.0.0.1:10025", "127.0.0.1:10026", "127.0.0.1:10027"}) service_of(s, n).options["smtpd_milters"] = "{ inet:127.0.0.1:9999, default_action=tempfail }"; }, ""},
    {"ThePortOfTheMilter", [](Site& s, Settings& c) { c.milter.socket = "inet:9999@127.0.0.1"; for (auto* n : {"127.0.0.1:10025", "127.0.0.1:10026", "127.0.0.1:10027"}) service_of(s, n).options["smtpd_milters"] = "inet:127.0.0.1:9999"; s.services.push_back({"9999", "inet", "smtpd"}); },
     "fault 9999/inet\n"},
    {"AnotherPort", [](Site& s, Settings&) { service_of(s, "127.0.0.1:10026").name = "127.0.0.1:20026"; },
     "fault 127.0.0.1:10025/inet/content_filter\nfault transport_maps\nfault pickup/unix/cleanup_service_name\n"},
    {"AShortLife", [](Site& s, Settings&) { s.parameters["maximal_queue_lifetime"] = "1h"; },
     "fault maximal_queue_lifetime\n"},
    {"AShortLifeInDays", [](Site& s, Settings& c) { s.parameters["maximal_queue_lifetime"] = "1"; c.grace_window.offline_message = std::chrono::hours(22); },
     "fault maximal_queue_lifetime\n"},
    {"AShortLifeOfBounces", [](Site& s, Settings&) { s.parameters["bounce_queue_lifetime"] = "0"; },
     "fault bounce_queue_lifetime\n"},
    {"AnEarlyWarning", [](Site& s, Settings&) { service_of(s, "postern-cleanup-draft").options["delay_warning_time"] = "1m"; },
     "fault postern-cleanup-draft/unix/delay_warning_time\n"},
    {"ASmallLimit", [](Site& s, Settings&) { service_of(s, "127.0.0.1:10025").options["message_size_limit"] = "1000000"; },
     "fault 127.0.0.1:10025/inet/message_size_limit\n"},
    {"LargeDrafts", [](Site&, Settings& c) { c.drafts.size_limit = 50U << 20U; },
     "fault 127.0.0.1:10025/inet/message_size_limit\n"},
    {"RoomForTheBodyOnly", [](Site& s, Settings& c) { service_of(s, "127.0.0.1:10025").options["message_size_limit"] = std::to_string(c.drafts.size_limit); },
     "fault 127.0.0.1:10025/inet/message_size_limit\n"},
    {"NoRoomForOwnReports", [](Site& s, Settings&) { s.parameters["message_size_limit"] = "100000"; }, "fault message_size_limit\n"},
    {"NoRoomForOwnReportsInTheSitesCleanup", [](Site& s, Settings&) { service_of(s, "cleanup").options["message_size_limit"] = "100000"; }, "fault cleanup/unix/message_size_limit\n"},
    {"RoomForAllOwnReports", [](Site& s, Settings&) { s.parameters["message_size_limit"] = "0"; }, ""},
    {"LargeReportsAndLittleRoom", [](Site& s, Settings&) { s.parameters["message_size_limit"] = "1000000"; s.parameters["bounce_size_limit"] = "900000"; }, "fault message_size_limit\n"},
    {"AQueueManagerThatIsEnded", [](Site& s, Settings&) { s.parameters["qmgr_daemon_timeout"] = "30s"; }, "fault qmgr_daemon_timeout\n"},
    {"AQueueManagerThatIsNot", [](Site& s, Settings&) { s.parameters["qmgr_daemon_timeout"] = "1000s"; }, ""},
    {"AFlushThatIsEnded", [](Site& s, Settings&) { service_of(s, "flush").options["daemon_timeout"] = "1s"; }, "fault flush/unix/daemon_timeout\n"},
    {"AReportThatIsTakenForALoop", [](Site& s, Settings&) { s.parameters["hopcount_limit"] = "2"; }, "fault hopcount_limit\n"},
    {"OnlyIpv6", [](Site& s, Settings&) { s.parameters["inet_protocols"] = "ipv6"; }, "fault inet_protocols\n"},
    {"Ipv6First", [](Site& s, Settings&) { s.parameters["inet_protocols"] = "ipv6, ipv4"; }, ""},
    {"AFlushByAnotherName", [](Site& s, Settings&) { s.parameters["flush_service_name"] = "hostile"; }, "fault flush_service_name\n"},
    {"AFlushThatIsAnotherProgram", [](Site& s, Settings&) { s.parameters["flush_service_name"] = "error"; }, "fault flush_service_name\n"},
    {"NoFlush", [](Site& s, Settings&) { std::erase_if(s.services, [](const Service& one) { return one.name == "flush"; }); }, "fault flush_service_name\n"},
    {"TheOldQueueManager", [](Site& s, Settings&) { service_of(s, "qmgr").command = "oqmgr"; }, ""},
    {"StrangersWithoutTheirAddress", [](Site& s, Settings&) { s.services.push_back({"smtp", "inet", "smtpd"}); s.parameters["smtpd_hide_client_session"] = "yes"; }, "fault 127.0.0.1:10025/inet/smtpd_hide_client_session\nfault 127.0.0.1:10026/inet/smtpd_hide_client_session\nfault 127.0.0.1:10027/inet/smtpd_hide_client_session\nfault smtpd_hide_client_session\n"},
    {"StrangersWithoutTheirAddressBehindPostscreen", [](Site& s, Settings&) { s.services.push_back({"smtpd", "pass", "smtpd", {{"smtpd_hide_client_session", "yes"}}}); }, "fault smtpd/pass/smtpd_hide_client_session\n"},
    {"UsersWithoutTheirAddress", [](Site& s, Settings&) { s.services.push_back({"submission", "inet", "smtpd", {{"smtpd_hide_client_session", "yes"}}}); }, "note submission/inet/smtpd_hide_client_session\n"},
    {"ReportsWithoutTheirOrigin", [](Site& s, Settings&) { s.parameters["message_drop_headers"] = "bcc, Received"; }, "fault message_drop_headers\n"},
    {"ReportsThatAreFiltered", [](Site& s, Settings&) { s.parameters["internal_mail_filter_classes"] = "notify, bounce"; }, "note internal_mail_filter_classes\n"},
    {"NoticesThatAreFiltered", [](Site& s, Settings&) { s.parameters["internal_mail_filter_classes"] = "notify"; }, ""},
    {"TemplatesThatAreNotThere", [](Site& s, Settings&) { s.absent["bounce_template_file"] = "/etc/postfix/bounce.cf"; }, "fault bounce_template_file\n"},
    {"FlushersOfItsOwn", [](Site& s, Settings&) { s.parameters["authorized_flush_users"] = "root, admin"; s.parameters["authorized_mailq_users"] = "postern"; },
     "fault authorized_flush_users\n"},
    {"FlushersInATable", [](Site& s, Settings&) { s.parameters["authorized_flush_users"] = "hash:/etc/postfix/flushers"; },
     "unknown authorized_flush_users\n"},
    {"FlushersButUs", [](Site& s, Settings&) { s.parameters["authorized_mailq_users"] = "!postern, static:all"; },
     "fault authorized_mailq_users\n"},
    {"NoWayForDrafts", [](Site& s, Settings&) { s.transports["drafts.example.test"] = ""; }, "fault transport_maps\n"},
    {"AnotherWayForBounces", [](Site& s, Settings&) { s.transports["bounces.example.test"] = "smtp:[192.0.2.1]"; }, "fault transport_maps\n"},
    {"ASecondBounceDomain", [](Site& s, Settings& c) { c.senders.push_back(c.senders[0]); c.senders[1].bounce_domain = "b.example.test"; s.transports["b.example.test"] = ""; },
     "fault transport_maps\nfault relay_domains\n"},
    {"AShortLifeSetForTheQueueManager", [](Site& s, Settings&) { service_of(s, "qmgr").options["maximal_queue_lifetime"] = "2h"; },
     "fault maximal_queue_lifetime\n"},
    {"AnotherServiceOnThePort", [](Site& s, Settings&) { s.services.push_back({"127.0.0.1:10025", "inet", "smtpd"}); },
     "fault 127.0.0.1:10025/inet\n"},
    {"DeferredTransports", [](Site& s, Settings&) { s.parameters["defer_transports"] = "smtp, postern-bounce"; }, "fault defer_transports\n"},
    {"OtherTransportsDeferred", [](Site& s, Settings&) { s.parameters["defer_transports"] = "smtp"; }, ""},
    {"ServicesSwitchedOff", [](Site& s, Settings&) { s.parameters["master_service_disable"] = "inet"; }, "fault master_service_disable\n"},
    {"AServiceSwitchedOff", [](Site& s, Settings&) { s.parameters["master_service_disable"] = "qmgr.unix"; }, "fault master_service_disable\n"},
    {"ReleasesSwitchedOff", [](Site& s, Settings&) { s.parameters["master_service_disable"] = "flush/unix"; }, "fault master_service_disable\n"},
    {"OtherServicesSwitchedOff", [](Site& s, Settings&) { s.parameters["master_service_disable"] = "uucp/unix, lmtp.unix submission/inet"; }, ""},
    {"OursSparedFromWhatIsSwitchedOff", [](Site& s, Settings&) { s.parameters["master_service_disable"] = "!cleanup/unix !pickup.unix, cleanup/unix pickup/unix"; }, ""},
    {"ASlowFan", [](Site& s, Settings&) { s.parameters["postern-fan_destination_rate_delay"] = "1m"; }, "fault postern-fan_destination_rate_delay\n"},
    {"ManyRecipientsATime", [](Site& s, Settings&) { s.parameters["postern-fan_destination_recipient_limit"] = "50"; }, "fault postern-fan_destination_recipient_limit\n"},
    {"GenericAddresses", [](Site& s, Settings&) { s.rewritten = {{"smtp_generic_maps", "hash:/g", "@bounces.example.test", "x@y"}}; }, "fault smtp_generic_maps\n"},
    {"GenericAddressesOfOneService", [](Site& s, Settings&) { s.rewritten = {{"relay/unix/smtp_generic_maps", "hash:/g", "@bounces.example.test", "x@y"}}; }, "fault relay/unix/smtp_generic_maps\n"},
    {"ChecksThatChangeALine", [](Site& s, Settings&) { s.rewritten = {{"smtp_header_checks", "pcre:/h", "Subject: postern", "PREPEND X-Site: 1"}}; }, "fault smtp_header_checks\n"},
    {"ChecksThatOnlyLog", [](Site& s, Settings&) { s.rewritten = {{"smtp_header_checks", "pcre:/h", "Subject: postern", "INFO"}}; }, ""},
    {"AliasesOfTheBounceDomain", [](Site& s, Settings&) { s.swallowed = {{"virtual_alias_maps", "hash:/v", "@bounces.example.test", "admin"}}; }, "fault virtual_alias_maps\n"},
    {"AliasesOfTheDraftsDomain", [](Site& s, Settings&) { s.swallowed = {{"virtual_alias_maps", "hash:/v", "@drafts.example.test", "admin"}}; }, "fault virtual_alias_maps\n"},
    {"OurDomainAmongTheAliased", [](Site& s, Settings&) { s.claimed = {{"virtual_alias_domains", "bounces.example.test", "bounces.example.test", ""}}; }, "fault virtual_alias_domains\n"},
    {"OurDomainAmongTheSitesOwn", [](Site& s, Settings&) { s.claimed = {{"mydestination", "regexp:/d", "bounces.example.test", "OK"}}; }, "fault mydestination\n"},
    {"RecipientsWithoutOurs", [](Site& s, Settings&) { s.refused = {{"relay_recipient_maps", "", "b+x@bounces.example.test", ""}}; }, "fault relay_recipient_maps\n"},
    {"ATableThatCannotBeOpened", [](Site& s, Settings&) { s.unopened["hash:/v"] = {"virtual_alias_maps", "open database /v.db: No such file or directory"}; }, "unknown virtual_alias_maps\n"},
    {"AnArchive", [](Site& s, Settings&) { s.parameters["always_bcc"] = "archive@example.test"; }, ""},
    {"RequeuedDraftsThatGoPastOut", [](Site& s, Settings&) { s.queued_again["Postern-Seal"] = ""; }, "fault pickup/unix/cleanup_service_name\n"},
    {"RequeuedMailThatGoesPastOut", [](Site& s, Settings&) { s.queued_again["Postern-Pass"] = "DUNNO"; }, "fault pickup/unix/cleanup_service_name\n"},
    {"RequeuedDraftsThatGoElsewhere", [](Site& s, Settings&) { s.queued_again["Postern-Seal"] = "FILTER smtp:[127.0.0.1]:10026"; }, "fault pickup/unix/cleanup_service_name\n"},
    {"RequeuedDraftsInLowerCase", [](Site& s, Settings&) { s.queued_again["Postern-Seal"] = "filter  postern-fan:[127.0.0.1]:10026"; }, ""},
    {"AnArchiveOfWhatGoesPastOut", [](Site& s, Settings&) { s.queued_again["Postern-Seal"] = ""; s.parameters["always_bcc"] = "archive@example.test"; s.parameters["sender_bcc_maps"] = "hash:/b"; },
     "fault pickup/unix/cleanup_service_name\nfault always_bcc\nfault sender_bcc_maps\n"},
    {"AnArchiveOfDrafts", [](Site& s, Settings&) { s.queued_again["Postern-Seal"] = ""; s.copied = {{"recipient_bcc_maps", "hash:/b", "@drafts.example.test", "archive@example.test"}}; },
     "fault pickup/unix/cleanup_service_name\nfault recipient_bcc_maps\n"},
    {"ChecksThatChangeARequeuedDraft", [](Site& s, Settings&) { s.changed_again = {{"header_checks", "pcre:/h", "Subject: x", "REPLACE Subject: y"}}; }, "note header_checks\n"},
    {"ChecksThatOnlyLogARequeuedDraft", [](Site& s, Settings&) { s.changed_again = {{"header_checks", "pcre:/h", "Subject: x", "WARN seen"}}; }, ""},
    {"AMasqueradeOfReturnPaths", [](Site& s, Settings&) { s.parameters["masquerade_domains"] = "example.test"; }, "fault masquerade_domains\n"},
    {"AMasqueradeWithoutThem", [](Site& s, Settings&) { s.parameters["masquerade_domains"] = "!bounces.example.test, example.test"; }, ""},
    {"AMasqueradeOfHeadersAlone", [](Site& s, Settings&) { s.parameters["masquerade_domains"] = "example.test"; s.parameters["masquerade_classes"] = "header_sender"; }, ""},
    {"LoginsThatCannotLogIn", [](Site&, Settings& c) { c.drafts.sasl_users = {"platform"}; }, "note 127.0.0.1:10025/inet/smtpd_sasl_auth_enable\n"},
    {"LoginsAtAnotherDraft", [](Site& s, Settings& c) { c.drafts.sasl_users = {"platform"}; auto other = service_of(s, "127.0.0.1:10025"); other.name = "192.0.2.10:10025"; other.options["smtpd_sasl_auth_enable"] = "yes"; s.services.push_back(other); }, ""},
    {"NetworksThatDraftDoesNotLetIn", [](Site&, Settings& c) { c.drafts.networks.push_back(Network::parse("192.0.2.0/24").value()); }, "note 127.0.0.1:10025/inet/mynetworks\n"},
    {"NetworksThatDraftLetsIn", [](Site& s, Settings& c) { c.drafts.networks.push_back(Network::parse("2001:db8:1::/64").value()); service_of(s, "127.0.0.1:10025").options["mynetworks"] = "127.0.0.0/8, [2001:db8::]/32"; }, ""},
    {"StrangersReportsThatLookLikeOurs", [](Site& s, Settings&) { s.hides_outside = true; }, "fault header_checks\n"},
    {"ARelayThatNobodyNamed", [](Site& s, Settings&) { s.parameters["relayhost"] = "[192.0.2.1]"; }, "note relayhost\n"},
    {"ARelayWhoseWordCounts", [](Site& s, Settings& c) { s.parameters["relayhost"] = "[192.0.2.1]"; c.reputation.trusted_reporters.push_back(Network::parse("192.0.2.1").value()); }, ""},
    {"NamesThatAStartChanges", [](Site& s, Settings&) { s.parameters["enable_long_queue_ids"] = "no"; }, "fault enable_long_queue_ids\n"},
    {"SoftBounces", [](Site& s, Settings&) { s.parameters["soft_bounce"] = "yes"; }, "note soft_bounce\n"},
    {"Smtputf8AllowedByUsOnly", [](Site&, Settings& c) { c.recipients.smtputf8 = Permission::allow; }, "note 127.0.0.1:10026/inet/smtputf8_autodetect_classes\n"},
};
// clang-format on

INSTANTIATE_TEST_SUITE_P(One, SiteWith, ::testing::ValuesIn(kChanges),
                         [](const auto& test) { return test.param.name; });

/// Whatever is pinned: without its -o, and with a dangerous main.cf, it is a fault.
TEST(EveryPin, IsMissedWhereMainCfIsDangerous) {
    int tried = 0;
    for (const auto& group : parameter_groups()) {
        if (group.treatment != Treatment::pinned) continue;
        for (const auto& row : group.rows) {
            // Without its name no smtpd is ours, and it is missed itself.
            if (row.name == "milter_macro_daemon_name") continue;
            auto site = good_site();
            for (auto& service : site.services) service.options.erase(row.name);
            site.parameters[row.name] = "dangerous";
            const auto said = said_of(site);
            EXPECT_NE(said.find("/" + row.name + "\n"), said.npos) << row.name;
            ++tried;
        }
    }
    EXPECT_GT(tried, 100);
}

TEST(WhatIsSaid, HasTheCommandThatMendsIt) {
    auto site = good_site();
    site.parameters["smtpd_milter_maps"] = "inline:{ {127.0.0.1=DISABLE} }";
    service_of(site, "127.0.0.1:10025").options.erase("smtpd_milter_maps");
    const auto troubles = troubles_of(site, settings());
    ASSERT_EQ(troubles.size(), 1U);
    EXPECT_EQ(troubles[0].instead, "postconf -P '127.0.0.1:10025/inet/smtpd_milter_maps='");
    EXPECT_NE(troubles[0].what.find("DISABLE"), std::string::npos);
}

TEST(WhatIsSaid, OfUsersLeavesNothingToSayOnceItIsDone) {
    auto site = good_site();
    site.parameters["authorized_flush_users"] = "!postern, static:all";
    const auto troubles = troubles_of(site, settings());
    ASSERT_EQ(troubles.size(), 1U);
    EXPECT_EQ(troubles[0].instead, "postconf -e 'authorized_flush_users=postern, static:all'");
    site.parameters["authorized_flush_users"] = "postern, static:all";
    EXPECT_EQ(said_of(site), "");
}

TEST(WhatIsSaid, OfLoginsNamesWhoIsAskedForPasswords) {
    auto site = good_site();
    auto s = settings();
    s.drafts.sasl_users = {"platform"};
    site.parameters["smtpd_sasl_type"] = "cyrus";
    site.parameters["smtpd_sasl_path"] = "smtpd";
    site.services.push_back({"submission",
                             "inet",
                             "smtpd",
                             {{"smtpd_sasl_auth_enable", "yes"},
                              {"smtpd_sasl_type", "dovecot"},
                              {"smtpd_sasl_path", "private/auth"}}});
    const auto troubles = troubles_of(site, s);
    ASSERT_EQ(troubles.size(), 1U);
    EXPECT_EQ(troubles[0].instead,
              "postconf -P '127.0.0.1:10025/inet/smtpd_sasl_auth_enable=yes' "
              "'127.0.0.1:10025/inet/smtpd_sasl_type=dovecot' "
              "'127.0.0.1:10025/inet/smtpd_sasl_path=private/auth'");
}

TEST(WhatIsSaid, OfADomainOfTheSitesOwnKeepsTheOthers) {
    auto site = good_site();
    site.parameters["mydestination"] = "mx.example.test, bounces.example.test, localhost";
    site.claimed = {{"mydestination", "bounces.example.test", "bounces.example.test", ""}};
    const auto troubles = troubles_of(site, settings());
    ASSERT_EQ(troubles.size(), 1U);
    EXPECT_EQ(troubles[0].instead, "postconf -e 'mydestination=mx.example.test, localhost'");
}

TEST(LaterMilters, AreTheSignersOfOut) {
    EXPECT_EQ(later_milters(good_site(), settings()),
              std::vector<std::string>{"inet:127.0.0.1:8891"});
}

}  // namespace
}  // namespace postern::postfix
