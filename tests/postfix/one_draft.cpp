// SPDX-License-Identifier: Apache-2.0
#include "one_draft.hpp"

#include <algorithm>
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

/// For one of the agents; the site may keep blind copies of what leaves.
bool is_for_an_agent(const SinkMessage& message) {
    return std::any_of(message.recipients.begin(), message.recipients.end(), [](const auto& to) {
        return std::count(kRecipients.begin(), kRecipients.end(), to) == 1;
    });
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
    const auto addressed = [&](const std::string& to) {
        return mail.field("To").find(to) != std::string::npos;
    };
    if (std::none_of(message.recipients.begin(), message.recipients.end(), addressed))
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

/// Whatever else left the host: a copy of the draft, a warning, something that was not to be.
void look_for_strays(const MailHost& host, std::size_t expected, Words& complaints) {
    std::size_t copies = 0;
    for (const auto& message : host.postfix().sink_messages()) {
        if (is_for_an_agent(message)) {
            ++copies;
        } else if (!is_return_path(message.sender)) {
            complaints.push_back("<" + message.sender + "> writes to " + message.recipients.at(0));
        }
    }
    if (copies > expected) complaints.push_back(std::to_string(copies) + " for the agents left");
}

/// A value that Postfix cannot read ends each of its programs, and the site's own mail too.
void note_fatal(const MailHost& host, Outcome& outcome) {
    const auto log = host.postfix().log();
    const auto at = log.find("]: fatal: ");
    if (at == std::string::npos) return;
    const auto words = log.substr(at + 3, log.find('\n', at) - at - 3);
    outcome.complaints.insert(outcome.complaints.begin(), words);
    for (const auto* complaint : {"bad ", "nvalid ", "unknown ", "malformed ", "needs a "}) {
        if (words.find(complaint) != std::string::npos) outcome.started = false;
    }
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
    auto messages = host.delivered(id, kRecipients.size(), kLimit);
    std::erase_if(messages, [](const auto& message) { return !is_for_an_agent(message); });
    for (const auto& message : messages) look_at(message, complaints);
    if (host.verdicts(id, std::chrono::seconds(2)) != Words{"ann sent", "ben sent"})
        complaints.emplace_back("not sent, says the record");
    outcome.left = complaints.empty() && messages.size() < kRecipients.size();
    if (messages.size() != kRecipients.size())
        complaints.push_back(std::to_string(messages.size()) + " arrived");
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
