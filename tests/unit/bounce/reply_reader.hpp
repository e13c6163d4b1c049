// SPDX-License-Identifier: Apache-2.0
//
// What the shipped patterns make of one line, in the report that our own Postfix would write.
#pragma once

#include <string>
#include <string_view>

#include "postern/bounce/bounce_reader.hpp"

namespace postern::testing {

inline BounceOutcome read_reply(std::string_view said,
                                std::string_view recipient = "anna@firm.example",
                                std::string_view notice = "It could not be handed over.") {
    static const auto kReader = BounceReader::shipped().value();
    const bool permanent = said.front() != '4';
    const auto report = kReader->read(
        "From: MAILER-DAEMON@mx.sender.example\nTo: notifications@sender.example\n"
        "Subject: Undelivered Mail Returned to Sender\nMIME-Version: 1.0\n"
        "Content-Type: multipart/report; report-type=delivery-status; boundary=x\n\n"
        "--x\nContent-Type: text/plain\n\n" +
        std::string(notice) +
        "\n--x\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.sender.example\n\n"
        "Final-Recipient: rfc822; " +
        std::string(recipient) + "\nAction: failed\nStatus: " + (permanent ? "5.0.0" : "4.0.0") +
        "\nDiagnostic-Code: smtp; " + std::string(said) + "\n\n--x--\n");
    return report.outcomes.size() == 1 ? report.outcomes.front() : BounceOutcome{};
}

}  // namespace postern::testing
