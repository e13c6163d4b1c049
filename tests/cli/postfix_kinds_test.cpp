// SPDX-License-Identifier: Apache-2.0
//
// postern postfix apply and undo on sites of each kind, with a real postconf and postmap: what is
// needed is there after one apply, local mail meets the checks that it met, and undo takes all of
// it back.
#include <filesystem>

#include "postern/config/load.hpp"

#include "postfix_configuration.hpp"
#include "postfix_site.hpp"

namespace postern {

namespace {

namespace fs = std::filesystem;

struct SiteOfAKind {
    const char* name;
    const char* main;
    const char* master;       ///< Behind what all have.
    const char* pickup = "";  ///< What it sets for itself.
};

const SiteOfAKind kSites[]{
    {"Fresh",
     "# See /usr/share/postfix/main.cf.dist\ncompatibility_level = "
     "3.6\nmyhostname=mx.example.test\n",
     ""},
    {"WithoutALastLineEnd",
     "compatibility_level = 3.6\n\n\n  \n# end\nmyhostname = mx.example.test", "# no end"},
    {"OddlySpaced",
     "compatibility_level = 3.6\nrelay_domains\t=  partner.example.test,\n# in "
     "between\n\tother.example.test\n"
     "   , third.example.test   \nvirtual_alias_maps   =\nalways_bcc = archive@example.test\n",
     "pickup2   unix  n\t-\ty\t60\t1\tpickup\n"},
    {"WithTablesForEverything",
     "compatibility_level = 3.6\ntransport_maps = regexp:FOLDER/all_transports\n"
     "virtual_alias_domains =\nvirtual_alias_maps = regexp:FOLDER/all_aliases\n"
     "relay_domains = partner.example.test\nrelay_recipient_maps = inline:{ "
     "{a@partner.example.test=x} }\n"
     "header_checks = regexp:FOLDER/headers\nmasquerade_domains = example.test\n"
     "authorized_flush_users = root\nenable_long_queue_ids = no\n",
     ""},
    {"WithAFilterAndPortsTaken",
     "compatibility_level = 3.6\ncontent_filter = amavis:[127.0.0.1]:10024\n"
     "smtpd_milters = inet:localhost:11332\nnon_smtpd_milters = $smtpd_milters\n",
     "127.0.0.1:10025 inet n - y - - smtpd\n  -o content_filter=\n  -o smtpd_milters=\n"
     "amavis unix - - y - 2 smtp\n  -o smtp_data_done_timeout=1200\n"
     "submission inet n - y - - smtpd\n  -o smtpd_sasl_auth_enable=yes\n  -o { "
     "smtpd_relay_restrictions = permit_sasl_authenticated, reject }\n"},
    {"OldInItsWays", "compatibility_level = 0\ninet_interfaces = loopback-only\n", ""},
    {"WithMiltersAndLinesInPieces",
     "compatibility_level = 3.6\nsmtpd_milters = inet:127.0.0.1:11332\n"
     "non_smtpd_milters =\n# between\n inet:127.0.0.1:8891\n",
     "465 inet n\n# between\n  - n - -\n  smtpd\n  -o smtpd_milters=inet:127.0.0.1:11332,\n"
     "# between\n  inet:127.0.0.1:8891\n  -o { smtpd_client_restrictions = permit_mynetworks,\n"
     "    reject }\n"},
    {"WithACleanupOfItsOwn", "compatibility_level = 3.6\ncleanup_service_name = pre-cleanup\n",
     "pre-cleanup unix n - y - 0 cleanup\n  -o virtual_alias_maps=\n  -o { header_checks = "
     "regexp:FOLDER/headers }\n"},
    {"WithACleanupOfPickupsOwn",
     "compatibility_level = 3.6\nheader_checks = regexp:FOLDER/headers\n",
     "pre-cleanup unix n - y - 0 cleanup\n  -o header_checks=\n  -o always_bcc=\n",
     "  -o cleanup_service_name=pre-cleanup\n"},
    {"WithChecksOfPickupsCleanupAlone", "compatibility_level = 3.6\n",
     "pre-cleanup unix n - n - 0 cleanup\n  -o { header_checks = regexp:FOLDER/headers, "
     "regexp:FOLDER/mime }\n  -o mime_header_checks=regexp:FOLDER/mime\n",
     "  -o cleanup_service_name=pre-cleanup\n"},
    {"WithTwoCleanupsNamed",
     "compatibility_level = 3.6\ncleanup_service_name = post-cleanup\n"
     "header_checks = regexp:FOLDER/headers\nbody_checks = regexp:FOLDER/mime\n",
     "pre-cleanup unix n - y - 0 cleanup\n  -o body_checks=\n"
     "post-cleanup unix n - y - 0 cleanup\n  -o header_checks=regexp:FOLDER/mime\n",
     "  -o cleanup_service_name=pre-cleanup\n"},
    {"WithNoChecksForLocalMail",
     "compatibility_level = 3.6\nheader_checks = regexp:FOLDER/headers\n",
     "pre-cleanup unix n - y - 0 cleanup\n  -o mime_header_checks=\n  -o "
     "nested_header_checks=\n  -o body_checks=\n",
     "  -o cleanup_service_name=pre-cleanup\n  -o "
     "receive_override_options=no_header_body_checks\n"},
};

void PrintTo(const SiteOfAKind& site, std::ostream* out) {
    *out << site.name;
}

class PostfixOfAKind : public PostfixConfiguration,
                       public ::testing::WithParamInterface<SiteOfAKind> {
  protected:
    void write() {
        auto master = kDebiansMaster + GetParam().master;
        const auto behind = master.find('\n', master.find("\npickup ") + 1) + 1;
        write_site(master.insert(behind, GetParam().pickup), GetParam().main);
    }
    /// The checks that local mail meets, by parameter, ours left out.
    [[nodiscard]] std::map<std::string, Words> met_by_local_mail() const {
        auto settings = load_settings(configuration_).settings;
        const auto site = read_postfix_site(settings).value();
        const auto off = site.in_force(*site.pickup(), "receive_override_options");
        std::map<std::string, Words> met;
        for (const std::string name :
             {"header_checks", "mime_header_checks", "nested_header_checks", "body_checks"}) {
            if (contains(off, "no_header_body_checks")) continue;
            auto tables = postfix::split_list(site.checks_of(*site.pickups_cleanup(), name));
            std::erase(tables, "regexp:" + path("etc/postern/queued_again"));
            if (!tables.empty()) met[name] = tables;
        }
        return met;
    }
};

TEST_P(PostfixOfAKind, HasAllThatIsNeededAfterOneApplyAndNothingAfterUndo) {
    write();
    const auto met = met_by_local_mail();
    const auto first = apply();
    ASSERT_EQ(first.exit_status, 0) << first.out << first.err;
    EXPECT_EQ(met_by_local_mail(), met);
    const auto once = contents();
    const auto again = apply();
    EXPECT_EQ(again.exit_status, 0) << again.out;
    EXPECT_TRUE(contains(again.out, "has all that postern needs")) << again.out;
    EXPECT_EQ(contents(), once);
    const auto found = "\n" + postern({"check"}).out;
    EXPECT_FALSE(contains(found, "\npostfix: ")) << found;
    ASSERT_EQ(wiring("undo", {"--yes"}).exit_status, 0);
    EXPECT_EQ(contents(), before_);
    EXPECT_FALSE(fs::exists(path("etc/postern")));
}

INSTANTIATE_TEST_SUITE_P(Site, PostfixOfAKind, ::testing::ValuesIn(kSites),
                         [](const auto& site) { return std::string(site.param.name); });

}  // namespace

}  // namespace postern
