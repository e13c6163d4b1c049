// SPDX-License-Identifier: Apache-2.0
#include "one_draft.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <stdexcept>
#include <thread>

#include "departed.hpp"
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
  - id: shop
    plan: standard
    notifications: { offline-message: true }
    agents: [ { id: zoe, name: Zoe, address: zoe@refused.example.test } ]
)";

namespace {

using Words = std::vector<std::string>;

constexpr auto kGreeting = std::chrono::seconds(5);
constexpr auto kLimit = std::chrono::seconds(8);

DraftText draft_of(const std::string& id, const std::string& account = "team") {
    DraftText draft{id, account};
    draft.fields =
        "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n"
        "Content-Transfer-Encoding: 8bit\n";
    draft.body = kDraftBody;
    return draft;
}

/// A report that was read, and whose word it was.
bool is_read(const MailHost& host, const std::string& origin) {
    const auto log = host.logs();
    for (auto at = log.find("event=bounce "); at != log.npos;
         at = log.find("event=bounce ", at + 1)) {
        const auto line = log.substr(at, log.find('\n', at) - at);
        if (line.find(" origin=" + origin) != line.npos) return true;
    }
    return false;
}

void expect_read(const MailHost& host, const std::string& origin, Words& complaints) {
    const auto read = [&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(60));
        return is_read(host, origin);
    };
    if (!wait_until(read, kLimit))
        complaints.push_back("no report reaches BOUNCE as one of origin " + origin);
}

void report(const MailHost& host, const SinkMessage& message, Words& complaints) {
    const auto answer =
        SmtpClient(host.postfix().draft_port()).send("", {message.sender}, report_about(message));
    if (answer.end.code != 250) complaints.push_back("report: DRAFT says " + answer.end.text);
    expect_read(host, "outside", complaints);
}

/// A notice to the postmaster that this Postfix returned something: the site asked for those
/// (notify_classes), and they have headers only.
bool is_notice(const SinkMessage& message) {
    return message.sender.starts_with("double-bounce@") &&
           message.text.find("Are you there?") == std::string::npos &&
           message.text.find("Postern-") == std::string::npos;
}

/// A copy of a report, where the site keeps copies of all its mail (always_bcc, *_bcc_maps). That
/// the report itself is read is looked at where it is expected.
bool is_archived_report(const SinkMessage& message) {
    return message.sender.empty() && message.text.find("Postern-") == std::string::npos;
}

/// Whatever else left the host: a copy of the draft, a warning, something that was not to be.
void look_for_strays(const MailHost& host, std::size_t expected, Words& complaints) {
    std::size_t copies = 0;
    for (const auto& message : host.postfix().sink_messages()) {
        if (is_for_an_agent(message)) {
            ++copies;
        } else if (!is_return_path(message.sender) && !is_notice(message) &&
                   !is_archived_report(message)) {
            complaints.push_back("<" + message.sender + "> writes to " + message.recipients.at(0));
        }
    }
    if (copies > expected) complaints.push_back(std::to_string(copies) + " for the agents left");
}

/// A value that Postfix cannot read ends each of its programs, and the site's own mail too.
bool is_about_a_value(const std::string& words) {
    constexpr std::array kComplaints{"bad ", "nvalid ", "unknown ", "malformed ", "needs a "};
    return std::any_of(kComplaints.begin(), kComplaints.end(), [&](const char* complaint) {
        return words.find(complaint) != std::string::npos;
    });
}

/// What programs of Postfix said when they ended.
std::set<std::string> fatal_words(const MailHost& host) {
    constexpr std::string_view kFatal = "]: fatal: ";
    const auto log = host.postfix().log();
    std::set<std::string> all;
    for (auto at = log.find(kFatal); at != log.npos; at = log.find(kFatal, at + 1))
        all.insert(log.substr(at + 3, log.find('\n', at) - at - 3));
    return all;
}

bool is_stopped(const std::set<std::string>& words) {
    return std::any_of(words.begin(), words.end(), is_about_a_value);
}

void note_fatal(const MailHost& host, Outcome& outcome) {
    const auto words = fatal_words(host);
    outcome.complaints.insert(outcome.complaints.begin(), words.begin(), words.end());
    outcome.started = !is_stopped(words);
}

/// What arrived for the agents in the end; sooner where Postfix does not run.
std::vector<SinkMessage> arrived_for_agents(const MailHost& host, const std::string& id) {
    bool over = false;
    static_cast<void>(wait_until(
        [&] {
            std::this_thread::sleep_for(std::chrono::milliseconds(60));
            over = is_stopped(fatal_words(host));
            return over || host.arrived(id).size() >= kAgents.size();
        },
        kLimit));
    auto messages = host.delivered(id, kAgents.size(), over ? Duration{0} : kLimit);
    std::erase_if(messages, [](const auto& message) { return !is_for_an_agent(message); });
    return messages;
}

void submit_to_zoe(const MailHost& host) {
    (void)SmtpClient(host.postfix().draft_port(), kGreeting)
        .send("platform@platform.example.test", {everybody("shop")},
              draft_of("returned", "shop").text());
}

/// What is sent to zoe this Postfix returns itself: its own report has to be known as such.
Outcome watched(const MailHost& host, Reports reports) {
    Outcome outcome;
    try {
        if (reports == Reports::all) submit_to_zoe(host);
        outcome = outcome_on(host, "one-draft");
        if (outcome.right() && reports == Reports::all)
            expect_read(host, "ours", outcome.complaints);
        if (outcome.right() && host.postfix().log().find(" said: 451 4.7.") == std::string::npos)
            outcome.complaints.emplace_back("the window was over before OUT saw it");
    } catch (const std::exception& error) {
        outcome.complaints.emplace_back(error.what());
    }
    if (!outcome.right()) note_fatal(host, outcome);
    return outcome;
}

}  // namespace

std::string Outcome::text() const {
    std::string all;
    for (const auto& complaint : complaints) all += (all.empty() ? "" : "; ") + complaint;
    return all;
}

HostOptions site_with(const std::vector<std::string>& settings) {
    HostOptions options;
    options.window = std::chrono::seconds(2);
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
    const auto messages = arrived_for_agents(host, id);
    for (const auto& message : messages) look_at(message, complaints);
    if (host.verdicts(id, std::chrono::seconds(2)) != Words{"ann sent", "ben sent"})
        complaints.emplace_back("not sent, says the record");
    const bool as_far_as_it_came = complaints.empty();
    if (messages.size() != kAgents.size())
        complaints.push_back(std::to_string(messages.size()) + " arrived");
    if (complaints.empty()) report(host, messages.front(), complaints);
    look_for_strays(host, kAgents.size(), complaints);
    outcome.left = as_far_as_it_came && messages.size() < kAgents.size() && complaints.size() == 1;
    return outcome;
}

Outcome one_draft(const std::vector<std::string>& settings, Reports reports) {
    Outcome outcome;
    outcome.started = false;
    try {
        const MailHost host(kSiteDirectory, site_with(settings));
        outcome.started = true;
        outcome = watched(host, reports);
    } catch (const std::exception& error) {
        outcome.complaints.emplace_back(error.what());
    }
    return outcome;
}

}  // namespace postern::testing
