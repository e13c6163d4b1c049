// SPDX-License-Identifier: Apache-2.0
//
// A report as BOUNCE gets it: its header fields apart, and a body whose lines end in CRLF. It says
// what the same report says in a file, whose lines end in LF.
#pragma once

#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "postern/bounce/bounce_reader.hpp"
#include "postern/mail/content.hpp"

namespace postern::testing {

inline std::string said_by(const BounceReport& report) {
    std::string all(name_of(report.format));
    all += " " + report.reporting_mta + " " + report.envelope_id + " " + report.message_id;
    for (const auto& o : report.outcomes) {
        all.append("\n").append(o.recipient).append(" ").append(o.original_recipient);
        all.append(" ").append(name_of(o.bounce_class)).append(" ").append(name_of(o.action));
        all.append(" ").append(o.status).append(" ").append(o.diagnostic);
    }
    return all;
}

inline BounceReport read_from_wire(const BounceReader& reader, std::string_view message) {
    const auto whole = split_message(message);
    std::string body;
    for (const char c : whole.body) {
        if (c == '\n') body += '\r';
        body += c;
    }
    return reader.read(whole.headers, body);
}

/// What a file says; fails where the wire says anything else.
inline BounceReport read_either_way(const BounceReader& reader, std::string_view message) {
    auto report = reader.read(message);
    EXPECT_EQ(said_by(read_from_wire(reader, message)), said_by(report));
    return report;
}

}  // namespace postern::testing
