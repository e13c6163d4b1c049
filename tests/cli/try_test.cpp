// SPDX-License-Identifier: Apache-2.0
//
// What `postern try` reads of Postfix, and how it is called. On a real host it is tried in
// tests/postfix.
#include <sstream>

#include "postern/base/clock.hpp"

#include "departures.hpp"
#include "draft_service.hpp"
#include "fixture.hpp"
#include "mail_log.hpp"
#include "trial_letter.hpp"
#include "trial_report.hpp"

namespace postern {

namespace {

TEST(Trying, IsRefusedWithoutTheWordThatSaysSo) {
    const auto done = run_binary({"try"});
    EXPECT_EQ(done.exit_status, 2);
    EXPECT_TRUE(contains(done.err, "--send is missing")) << done.err;
}

TEST(Trying, DemandsTheAddressOfAnAgentForAnAccountThatIsThere) {
    const auto done = run_binary({"try", "--send", "--account", "shop"});
    EXPECT_EQ(done.exit_status, 2);
    EXPECT_TRUE(contains(done.err, "--account needs --to")) << done.err;
}

constexpr const char* kLog =
    "Nov 28 12:00:00 mx postfix/cleanup[7]: 4YxQ1: message-id=<a@drafts.example>\n"
    "Nov 28 12:00:00 mx postfix/cleanup[7]: 4YxQ2: message-id=<b@drafts.example>\n"
    "Nov 28 12:00:01 mx postfix/smtp[8]: 4YxQ1: to=<anna+x@drafts.example>, "
    "relay=127.0.0.1[127.0.0.1]:10026, delay=1, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as "
    "4YxQ3)\n"
    "Nov 28 12:00:01 mx postfix/smtp[8]: 4YxQ2: to=<other@firm.example>, relay=none, delay=1, "
    "dsn=4.4.1, status=deferred (connect to mx (timed out))\n"
    "2026-11-28T12:00:01.5+00:00 mx postfix/out/cleanup[9]: 4YxQ3: message-id=<a@drafts.example>\n"
    "2026-11-28T12:00:02.5+00:00 mx postfix/smtp[8]: 4YxQ3: to=<anna@firm.example>, "
    "orig_to=<x@y.example>, relay=mx.firm.example[192.0.2.1]:25, delay=1, dsn=5.1.1, "
    "status=bounced (host mx.firm.example[192.0.2.1] said: 550 5.1.1 unknown (in reply to RCPT))\n"
    "Nov 28 12:00:03 mx postfix/qmgr[8]: 4YxQ3: removed\n";

TEST(TheMailLog, HasTheAttemptsAtAMessageInAllItsFiles) {
    const std::vector<Attempt> expected{
        {"4YxQ1", "anna+x@drafts.example", "127.0.0.1[127.0.0.1]:10026", "sent",
         "250 2.0.0 Ok: queued as 4YxQ3"},
        {"4YxQ3", "anna@firm.example", "mx.firm.example[192.0.2.1]:25", "bounced",
         "host mx.firm.example[192.0.2.1] said: 550 5.1.1 unknown (in reply to RCPT)"},
    };
    EXPECT_EQ(attempts_in(kLog, "<a@drafts.example>"), expected);
    EXPECT_EQ(attempts_in(kLog, "<c@drafts.example>"), std::vector<Attempt>{});
    EXPECT_EQ(attempts_in(std::string(kLog).substr(0, 200), "<b@drafts.example>"),
              std::vector<Attempt>{});
}

TEST(TheMailLog, MayHaveLinesOfAnyForm) {
    EXPECT_TRUE(attempts_in("message-id=<a>\n status=\n]: : status=\n", "<a>").empty());
    EXPECT_TRUE(attempts_in("", "<a>").empty());
}

TEST(TheQueue, HasWhatDepartedForAnAddressSinceThen) {
    const auto since = parse_time("2026-11-28T12:00:00.7Z").value();
    const auto second = std::chrono::floor<std::chrono::seconds>(since).time_since_epoch().count();
    const auto file = [&](const std::string& id, long long at, const std::string& from,
                          const std::string& to) {
        return R"({"queue_name":"deferred","queue_id":")" + id + R"(","arrival_time":)" +
               std::to_string(at) + R"(,"sender":")" + from + R"(","recipients":[{"address":")" +
               to + R"(","delay_reason":"no route"}]})" + "\n";
    };
    const auto listing = file("EARLIER", second - 1, "b+x@bounces.example", "anna@firm.example") +
                         file("OTHERS", second, "b+x@bounces.example", "ben@firm.example") +
                         "not JSON\n[]\n{}\n" +
                         file("PLAIN", second, "somebody@site.example", "anna@firm.example") +
                         file("OURS", second, "b+y@bounces.example", "anna@firm.example");
    for (const std::size_t size : {1UL, 7UL, listing.size()}) {
        DepartureReader reader("anna@firm.example", since);
        for (std::string_view rest = listing; !rest.empty();
             rest.remove_prefix(std::min(size, rest.size())))
            reader.take(rest.substr(0, size));
        EXPECT_EQ(reader.found(), (std::vector<Departure>{{"OURS", "no route"}})) << size;
    }
}

TEST(TheQueue, MayHaveAnythingInItsLines) {
    DepartureReader reader("anna@firm.example", {});
    reader.take(std::string(1U << 20U, '{') + "\n");
    reader.take(R"({"queue_id":"OURS","arrival_time":1,"sender":"b+y@bounces.example",)"
                R"("recipients":[{"address":"anna@firm.example","delay_reason":")"
                "\xFF no\"}]}\n");
    EXPECT_EQ(reader.found(), (std::vector<Departure>{{"OURS", "? no"}}));
}

postfix::Service service(const std::string& name, const std::string& daemon_name) {
    return {name, "inet", "smtpd", {{"milter_macro_daemon_name", daemon_name}}};
}

TEST(TheDraftService, IsTheOneOfThatName) {
    const std::vector services{service("25", "mx"), service("[::1]:10026", "POSTERN-OUT"),
                               service("10025", "POSTERN-DRAFT")};
    EXPECT_EQ(draft_place(services, "POSTERN-DRAFT").value(), (Place{"127.0.0.1", "10025"}));
    EXPECT_EQ(draft_place(services, "POSTERN-OUT").value(), (Place{"[::1]", "10026"}));
    const auto none = draft_place(services, "OTHER");
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().code, ErrorCode::not_found);
}

TEST(TheDraftService, IsTheOneOnLoopbackWhereThereAreSeveral) {
    const std::vector services{service("192.0.2.10:10025", "POSTERN-DRAFT"),
                               service("127.0.0.1:10025", "POSTERN-DRAFT")};
    EXPECT_EQ(draft_place(services, "POSTERN-DRAFT").value(), (Place{"127.0.0.1", "10025"}));
}

/// What a server or Postfix's log said is somebody else's.
TEST(ATrialsReport, WritesOutWhatMayNotBeShown) {
    std::istringstream in;
    std::ostringstream out, err;
    const SystemClock clock;
    const Command command{"try", "", "", {}, nullptr};
    const Call call{
        command, Arguments::read({}, common_options(), {}, "").value(), {in, out, err}, clock};
    TrialReport report(call);
    report.stopped("draft", {Exit::unknown, "said: 451 \x1b[2J\nforged", "wait"});
    report.left_behind("a\nforged");
    EXPECT_EQ(out.str(),
              "draft     STOPPED: said: 451 \\x1B[2J\\x0Aforged\n"
              "          wait\n"
              "LEFT      a\\x0Aforged\n");
    EXPECT_EQ(report.finish("all is well"), Exit::unknown);
    EXPECT_FALSE(contains(out.str(), "all is well"));
}

TEST(ARefusedDraft, IsFollowedByWhatToDo) {
    const Place place{"127.0.0.1", "10025"};
    struct Case {
        SmtpReply reply;
        Exit exit;
        std::string remedy;
    };
    const std::vector<Case> all{
        {{451, "451 4.7.1 Service unavailable - try again later"},
         Exit::unknown,
         "systemctl status postern"},
        {{451, "451 4.3.0 postern: cannot decide now, try again later"},
         Exit::unknown,
         "postern db status"},
        {{550, "550 5.7.1 not allowed to submit drafts"}, Exit::no, "drafts.networks"},
        {{554, "554 5.7.1 <x@drafts.example>: Relay access denied"}, Exit::no, "mynetworks"},
        {{550, "550 5.6.0 Postern-Kind: is missing"}, Exit::no, "/usr/share/doc/postern/draft.md"},
    };
    for (const auto& each : all) {
        const auto stop = refusal(place, each.reply);
        EXPECT_EQ(stop.exit, each.exit) << each.reply.text;
        EXPECT_EQ(stop.what, "127.0.0.1:10025 said: " + each.reply.text);
        EXPECT_TRUE(contains(stop.remedy, each.remedy)) << stop.remedy;
    }
}

}  // namespace

}  // namespace postern
