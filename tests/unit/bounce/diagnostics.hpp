// SPDX-License-Identifier: Apache-2.0
//
// Rows of what mail systems answer, one line each, in words of our own where they are more than the
// formulas that all use. A row is a refusal for good: its class must follow from the line alone.
#pragma once

#include <span>
#include <string_view>

#include <gtest/gtest.h>

#include "reply_reader.hpp"

namespace postern::testing {

struct Diagnostic {
    BounceClass bounce_class;
    std::string_view said;
};

inline void expect_classes(std::span<const Diagnostic> rows) {
    for (const auto& [bounce_class, said] : rows) {
        const auto outcome = read_reply(said);
        EXPECT_EQ(name_of(outcome.bounce_class), name_of(bounce_class))
            << said << "\nby " << outcome.pattern;
    }
}

}  // namespace postern::testing
