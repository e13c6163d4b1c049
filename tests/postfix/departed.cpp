// SPDX-License-Identifier: Apache-2.0
#include "departed.hpp"

#include <algorithm>

#include "mail_text.hpp"

namespace postern::testing {

const std::vector<std::string> kAgents{"ann@team.example.test", "ben@team.example.test"};

namespace {

using Words = std::vector<std::string>;

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
    if (mail.decoded_body() != kDraftBody)
        complaints.push_back("the body is " + mail.decoded_body());
}

}  // namespace

std::string agent_of(const SinkMessage& message) {
    const auto& all = message.recipients;
    const auto agent = std::find_first_of(all.begin(), all.end(), kAgents.begin(), kAgents.end());
    return agent == all.end() ? "" : *agent;
}

bool is_for_an_agent(const SinkMessage& message) {
    return !agent_of(message).empty();
}

bool is_return_path(const std::string& address) {
    return address.starts_with("b+") && address.ends_with("@bounces.example.test");
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

std::string report_about(const SinkMessage& message) {
    return "From: MAILER-DAEMON@mx.example.net\nTo: <" + message.sender +
           ">\nSubject: Undelivered\nDate: Mon, 23 Nov 2026 12:05:00 +0000\n"
           "Message-ID: <report@mx.example.net>\nMIME-Version: 1.0\n"
           "Content-Type: multipart/report; report-type=delivery-status; boundary=\"b\"\n\n"
           "--b\nContent-Type: text/plain\n\nNo such user.\n"
           "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.net\n\n"
           "Final-Recipient: rfc822; " +
           agent_of(message) +
           "\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 No such user\n\n"
           "--b\nContent-Type: message/rfc822\n\n" +
           message.text + "\n--b--\n";
}

}  // namespace postern::testing
