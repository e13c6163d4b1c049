// SPDX-License-Identifier: Apache-2.0
#include "one_draft.hpp"

#include <algorithm>
#include <set>
#include <stdexcept>
#include <thread>

#include "mail_text.hpp"
#include "wait.hpp"

namespace postern::testing {

const char* const kSiteDirectory = R"(
accounts:
  - id: team
    plan: standard
    notifications: { offline-message: true }
    agents:
      - { id: ann, name: Ann, address: ann@team.example.test }
      - { id: ben, name: Ben, address: ben@team.example.test }
)";

namespace {

using Words = std::vector<std::string>;

constexpr auto kGreeting = std::chrono::seconds(5);
constexpr auto kLimit = std::chrono::seconds(8);
constexpr auto kBody = "Grüße: \"Are you there?\"\n.\n..\nFrom here on\n";
const Words kRecipients{"ann@team.example.test", "ben@team.example.test"};

DraftText draft_of(const std::string& id) {
    DraftText draft{id, "team"};
    draft.fields =
        "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n"
        "Content-Transfer-Encoding: 8bit\n";
    draft.body = kBody;
    return draft;
}

bool is_return_path(const std::string& address) {
    return address.starts_with("b+") && address.ends_with("@bounces.example.test");
}

void look_at_fields(const MailText& mail, Words& complaints) {
    if (mail.field("From").find("@example.test") == std::string::npos)
        complaints.push_back("From is " + mail.field("From"));
    if (mail.all("Message-ID").size() != 1) complaints.emplace_back("not one Message-ID");
    if (mail.all("Date").size() != 1) complaints.emplace_back("not one Date");
    if (mail.field("Auto-Submitted") != "auto-generated")
        complaints.push_back("Auto-Submitted is " + mail.field("Auto-Submitted"));
    for (const auto& name : mail.names()) {
        if (name.starts_with("Postern-")) complaints.push_back(name + " has left");
    }
    if (mail.decoded_body() != kBody) complaints.push_back("the body is " + mail.decoded_body());
}

void look_at(const SinkMessage& message, Words& complaints) {
    const MailText mail(message.text);
    if (!is_return_path(message.sender))
        complaints.push_back("the return path is <" + message.sender + ">");
    if (message.mail_parameters.find("SMTPUTF8") != std::string::npos)
        complaints.emplace_back("SMTPUTF8 is asked for");
    const auto& to = message.recipients.empty() ? "" : message.recipients.front();
    if (mail.field("To").find(to) == std::string::npos)
        complaints.push_back("To is " + mail.field("To"));
    look_at_fields(mail, complaints);
}

/// A stranger's server says that the mailbox does not exist.
std::string report_about(const SinkMessage& message) {
    return "From: MAILER-DAEMON@mx.example.net\nTo: <" + message.sender +
           ">\nSubject: Undelivered\nDate: Mon, 23 Nov 2026 12:05:00 +0000\n"
           "Message-ID: <report@mx.example.net>\nMIME-Version: 1.0\n"
           "Content-Type: multipart/report; report-type=delivery-status; boundary=\"b\"\n\n"
           "--b\nContent-Type: text/plain\n\nNo such user.\n"
           "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.net\n\n"
           "Final-Recipient: rfc822; " +
           message.recipients.front() +
           "\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 No such user\n\n"
           "--b\nContent-Type: message/rfc822\n\n" +
           message.text + "\n--b--\n";
}

void report(const MailHost& host, const SinkMessage& message, Words& complaints) {
    const auto answer =
        SmtpClient(host.postfix().draft_port()).send("", {message.sender}, report_about(message));
    if (answer.end.code != 250) complaints.push_back("report: DRAFT says " + answer.end.text);
    const bool read = wait_until(
        [&] {
            std::this_thread::sleep_for(std::chrono::milliseconds(60));
            const auto log = host.logs();
            return log.find("event=bounce") != std::string::npos;
        },
        kLimit);
    if (!read) complaints.emplace_back("the report does not reach BOUNCE");
}

std::set<std::string> recipients_of(const std::vector<SinkMessage>& messages) {
    std::set<std::string> all;
    for (const auto& m : messages) all.insert(m.recipients.begin(), m.recipients.end());
    return all;
}

/// Whatever else left the host: a copy of the draft, a warning, something that was not to be.
void look_for_strays(const MailHost& host, std::size_t expected, Words& complaints) {
    const auto all = host.postfix().sink_messages();
    if (all.size() == expected) return;
    for (const auto& stray : all) {
        if (is_return_path(stray.sender) && recipients_of({stray}).size() == 1 &&
            std::count(kRecipients.begin(), kRecipients.end(), stray.recipients[0]) == 1) {
            continue;
        }
        for (const auto& to : stray.recipients)
            complaints.push_back("<" + stray.sender + "> writes to " + to);
    }
    complaints.push_back(std::to_string(all.size()) + " messages left");
}

/// A value that Postfix cannot read ends each of its programs, and the site's own mail too.
void note_fatal(const MailHost& host, Outcome& outcome) {
    const auto log = host.postfix().log();
    const auto at = log.find("]: fatal: ");
    if (at == std::string::npos) return;
    const auto words = log.substr(at + 3, log.find('\n', at) - at - 3);
    outcome.complaints.insert(outcome.complaints.begin(), words);
    if (words.find("bad ") < words.size() || words.find("invalid ") < words.size())
        outcome.started = false;
}

Outcome watched(const MailHost& host) {
    Outcome outcome;
    try {
        outcome = outcome_on(host, "one-draft");
    } catch (const std::exception& error) {
        outcome.complaints.emplace_back(error.what());
    }
    if (!outcome.right()) note_fatal(host, outcome);
    return outcome;
}

std::string joined(const Words& settings) {
    std::string all;
    for (const auto& setting : settings) all += (all.empty() ? "" : " and ") + setting;
    return all;
}

}  // namespace

std::string Outcome::text() const {
    std::string all;
    for (const auto& complaint : complaints) all += (all.empty() ? "" : "; ") + complaint;
    return all;
}

HostOptions site_with(const std::vector<std::string>& settings) {
    HostOptions options;
    options.window = std::chrono::seconds(1);
    options.lab.settings = settings;
    options.sections["senders"] = "[{ domain: example.test, bounce-domain: bounces.example.test }]";
    return options;
}

Outcome outcome_on(const MailHost& host, const std::string& id) {
    Outcome outcome;
    auto& complaints = outcome.complaints;
    const auto answer =
        SmtpClient(host.postfix().draft_port(), kGreeting)
            .send("platform@platform.example.test", {everybody("team")}, draft_of(id).text());
    if (answer.end.code != 250) {
        for (const auto& one : answer.recipients) complaints.push_back("RCPT: " + one.text);
        complaints.push_back("DRAFT says " + answer.mail.text + ", " + answer.end.text);
        return outcome;
    }
    const auto messages = host.delivered(id, kRecipients.size(), kLimit);
    if (recipients_of(messages) != std::set<std::string>(kRecipients.begin(), kRecipients.end()))
        complaints.push_back(std::to_string(messages.size()) + " arrived");
    for (const auto& message : messages) look_at(message, complaints);
    if (host.verdicts(id, std::chrono::seconds(2)) != Words{"ann sent", "ben sent"})
        complaints.emplace_back("not sent, says the record");
    outcome.left = messages.empty() && complaints.size() == 1;
    if (complaints.empty()) report(host, messages.front(), complaints);
    look_for_strays(host, kRecipients.size(), complaints);
    return outcome;
}

std::vector<Trial> wrong_among(const std::vector<std::string>& settings) {
    if (settings.empty()) return {};
    const auto whole = one_draft(settings);
    if (whole.right()) return {};
    if (settings.size() == 1) return {{settings.front(), whole}};
    const auto middle = settings.begin() + static_cast<std::ptrdiff_t>(settings.size() / 2);
    auto wrong = wrong_among({settings.begin(), middle});
    for (auto& trial : wrong_among({middle, settings.end()})) wrong.push_back(std::move(trial));
    if (wrong.empty()) wrong.push_back({joined(settings), whole});
    return wrong;
}

Outcome one_draft(const std::vector<std::string>& settings) {
    Outcome outcome;
    outcome.started = false;
    try {
        const MailHost host(kSiteDirectory, site_with(settings));
        outcome.started = true;
        outcome = watched(host);
    } catch (const std::exception& error) {
        outcome.complaints.emplace_back(error.what());
    }
    return outcome;
}

}  // namespace postern::testing
