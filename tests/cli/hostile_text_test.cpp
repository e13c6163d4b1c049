// SPDX-License-Identifier: Apache-2.0
//
// Everything that is stored was written by somebody else, and every command shows some of it: no
// terminal may be given anything to obey, no line may pass for one of ours, and nobody who reads
// along may learn a return path with which bounces can be forged.
#include <map>
#include <sstream>

#include "postern/base/clock.hpp"
#include "postern/base/visible.hpp"
#include "postern/gateway/identity.hpp"

#include "fixture.hpp"
#include "postfix_stub.hpp"

namespace postern {

namespace {

const std::string kToken = "b+" + std::string(32, 'q');

/// Each kind of character that may not be shown, and what else is not to be seen.
const std::string kHostile =
    "\x1B[2J\u009B2J\u0085\u2028\u202E\u200F\uFEFF\U000E0041\x7F\x9B\xC3 <" + kToken +
    "@bounces.example>\r\nforged\tx";

std::string in_yaml(const std::string& text) {
    return "\"" + text + "\"";
}

class HostileText : public OperatorCommand {
  protected:
    HostileText() {
        import("accounts:\n  - id: shop\n    name: " + in_yaml("\\x9B2J\\u2028\\u202E\\U000E0041") +
               "\n    plan: pro\n    agents:\n      - id: anna\n        name: " +
               in_yaml("\\x9B2J\\u2028\\u202E\\U000E0041") +
               "\n        address: anna@firm.example\n");
        auto n = sent(notification_for("anna"), "anna@firm.example");
        n.draft = "<d1" + kHostile + ">";
        n.message_id = n.queue_id = n.provider = kHostile;
        auto parked = withheld(notification_for("ben"), kHostile, kHostile);
        parked.draft = n.draft;
        auto waiting = notification_for("cleo");
        waiting.fate = Fate::parked;
        waiting.rule = waiting.reason = waiting.queue_id = kHostile;
        waiting.draft = n.draft;
        record({n, parked, waiting});
        bounce(n, BounceClass::mailbox_full, kHostile);
        disbelieve("victim" + kHostile, Disbelief::forged);
        suppress_all();
        set_parameter_of_stub(folder_, "config_directory = " + folder_.path().string());
        set_parameter_of_stub(folder_, "virtual_alias_maps = \x1B[2J\u202E\u2028");
        mail_ = folder_
                    .write("mail.eml",
                           "From: MAILER-DAEMON@mx.example\nContent-Type: multipart/report; "
                           "boundary=x\n\n--x\nContent-Type: message/delivery-status\n\n"
                           "Reporting-MTA: dns; a\u009B\n\nFinal-Recipient: rfc822; a\u202E" +
                               kToken +
                               "@b.example\nAction: failed\nDiagnostic-Code: smtp; 550 \x1B[2J "
                               "\u009B2J\u2028 no\n\n--x--\n")
                    .string();
    }

    void suppress_all() const {
        const auto now = SystemClock().now();
        const auto open = state();
        const Author author{"op" + kHostile, kHostile, now};
        Suppression held{
            "ben@firm.example", Cause::by_operator, kHostile, "op" + kHostile, kHostile, now, now};
        ASSERT_TRUE(open->suppress({held}, IfHeld::replace, author));
        SenderStanding standing;
        standing.domain = "mail.example";
        standing.provider = std::string(kEveryProvider);
        standing.evidence = standing.notification = standing.author = kHostile;
        standing.since = now;
        ASSERT_TRUE(open->suspend_sender(standing, author));
    }

    /// The command lines that show what is stored, or what is given, of each command.
    [[nodiscard]] std::multimap<std::string, Words> calls() const;

    std::string mail_;
};

std::multimap<std::string, Words> HostileText::calls() const {
    const std::string draft = "<d1" + kHostile + ">";
    return {
        {"check", {}},
        {"config", {}},
        {"rules", {}},
        {"notifications", {}},
        {"notifications", {"--agent", kHostile}},
        {"parked", {}},
        {"why", {draft}},
        {"why", {"--address", "anna@firm.example"}},
        {"why", {kHostile}},
        {"accounts", {}},
        {"accounts", {"--unreachable"}},
        {"address", {kHostile}},
        {"address", {"--format", "tsv", kHostile}},
        {"bounce", {mail_}},
        {"bounce", {"--format", "tsv", mail_}},
        {"bounce", {kHostile}},
        {"postfix plan", {"--no-signer"}},
        {"postfix apply", {"--no-signer"}},
        {"postfix undo", {}},
        {"postfix verify", {"--no-signer", "--all"}},
        {"senders key", {kHostile}},
        {"senders list", {}},
        {"senders list", {kHostile}},
        {"senders history", {}},
        {"senders suspend", {kHostile}},
        {"senders resume", {"mail.example", "--provider", "firm.example"}},
        {"senders providers", {}},
        {"completion", {kHostile}},
        {"token", {kHostile}},
        {"try", {"--send", "--to", kHostile}},
        {"try", {"--send", "--to", "anna@firm.example", "--account", kHostile}},
        {"suppressions list", {}},
        {"suppressions show", {"ben@firm.example"}},
        {"suppressions show", {"anna@firm.example"}},
        {"suppressions add", {kHostile}},
        {"suppressions remove", {kHostile}},
        {"suppressions export", {}},
        {"suppressions import", {mail_}},
        {"suppressions disbelieved", {}},
        {"db status", {}},
        {"db migrate", {}},
        {"db backup", {mail_ + kHostile}},
        {"db restore", {mail_ + kHostile}},
        {"directory import", {mail_}},
        {"directory import", {kHostile}},
        {"directory export", {}},
        {"directory export", {"--format", "json"}},
        {"directory apply", {}},
        {"directory apply", {"--acknowledge"}},
        {"directory prune", {}},
        {"directory presence", {"anna", kHostile, "online"}},
        {"directory chat-new", {"shop", kHostile}},
        {"directory chat-opened", {kHostile, "anna"}},
        {"directory chat-joined", {kHostile, "anna"}},
        {"directory chat-answered", {kHostile, "anna"}},
        {"directory chat-left", {kHostile}},
        {"directory agent-address", {"anna", kHostile}},
        {"directory agent-active", {kHostile, "on"}},
        {"directory agent-forward", {"anna", kHostile}},
        {"directory account-forward", {"shop", kHostile}},
        {"directory account-plan", {"shop", kHostile}},
        {"directory account-switch", {"shop", kHostile, "on"}},
        {"directory agent-remove", {kHostile}},
        {"directory group-remove", {"shop", kHostile}},
        {"directory account-remove", {kHostile}},
        {"directory chat-remove", {kHostile}},
    };
}

Words split(const std::string& text, char separator) {
    Words words;
    std::stringstream in(text);
    for (std::string word; std::getline(in, word, separator);) words.push_back(word);
    return words;
}

void expect_harmless(const std::string& text) {
    EXPECT_EQ(text.find(kToken), std::string::npos) << visible(text);
    for (const auto& line : split(text, '\n')) {
        EXPECT_FALSE(line.starts_with("forged")) << "a line of somebody else's";
        for (const auto& cell : split(line, '\t')) EXPECT_EQ(cell, visible(cell));
    }
}

TEST_F(HostileText, IsShownByNoCommandAsItIs) {
    for (const auto& [name, arguments] : calls()) {
        for (const bool json : {false, true}) {
            auto words = split(name, ' ');
            words.insert(words.end(), arguments.begin(), arguments.end());
            if (json) words.emplace_back("--json");
            SCOPED_TRACE(name + (json ? " --json" : ""));
            const auto result = postern_reading(kHostile + "\n" + kHostile, words);
            expect_harmless(result.out);
            expect_harmless(result.err);
        }
    }
}

TEST_F(HostileText, IsTriedOnEveryCommand) {
    const auto help = run_binary({"--help"}).out;
    const auto tried = calls();
    int commands = 0;
    for (const auto& line : split(help, '\n')) {
        if (!line.starts_with("  ") || line[2] == '-' || line[2] == ' ') continue;
        ++commands;
        const bool found = std::any_of(tried.begin(), tried.end(), [&](const auto& call) {
            return line.starts_with("  " + call.first + " ");
        });
        EXPECT_TRUE(found) << line;
    }
    EXPECT_GT(commands, 30);
}

TEST_F(HostileText, ComesBackFromAnExportAsItWas) {
    for (const auto* format : {"yaml", "json"}) {
        const auto exported = postern({"directory", "export", "--format", format}).out;
        import(exported);
        EXPECT_EQ(postern({"directory", "export", "--format", format}).out, exported);
        EXPECT_TRUE(contains(exported, R"(\u2028\u202e)")) << exported;
    }
}

}  // namespace

}  // namespace postern
