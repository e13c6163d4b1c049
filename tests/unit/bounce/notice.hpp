// SPDX-License-Identifier: Apache-2.0
//
// A notice of a test: what it looks like, and whom it is about.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "postern/bounce/bounce_reader.hpp"

namespace postern::testing {

struct Notice {
    std::string_view layout;
    std::string_view recipients;  ///< Separated by blanks, in the notice's order.
    std::string_view header;      ///< Of the report; it is addressed to us.
    std::string_view text;
    /// Of the first recipient's class, where the layout is what decides it.
    std::string_view bounce_class{};
};

inline std::string recipients_in(const BounceReport& report) {
    std::string all;
    for (const auto& outcome : report.outcomes) {
        all.append(all.empty() ? "" : " ").append(outcome.recipient);
    }
    return all;
}

inline BounceReport read_notice(std::string_view header, std::string_view text) {
    static const auto kReader = BounceReader::shipped().value();
    return kReader->read("To: b+token@bounces.example\n" + std::string(header) + "\n" +
                         std::string(text));
}

inline void expect_understood(const Notice& notice) {
    const auto report = read_notice(notice.header, notice.text);
    EXPECT_EQ(recipients_in(report), notice.recipients) << notice.layout;
    if (notice.bounce_class.empty() || report.outcomes.empty()) return;
    EXPECT_EQ(name_of(report.outcomes.front().bounce_class), notice.bounce_class)
        << notice.layout << ": " << report.outcomes.front().diagnostic;
}

}  // namespace postern::testing
