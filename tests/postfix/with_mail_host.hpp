// SPDX-License-Identifier: Apache-2.0
//
// A test suite that has one MailHost for all its cases, made by the suite's make_host(). Cases take
// accounts and draft ids of their own. Where no lab can run, the cases say so and are skipped.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include <gtest/gtest.h>

#include "mail_host.hpp"

namespace postern::testing {

template <typename Suite>
class WithMailHost : public ::testing::Test {
  protected:
    static void SetUpTestSuite() {
        why_unavailable = PostfixLab::unavailable();
        if (!why_unavailable) the_host = Suite::make_host();
    }

    static void TearDownTestSuite() { the_host.reset(); }

    void SetUp() override {
        if (why_unavailable) GTEST_SKIP() << *why_unavailable;
        ASSERT_NE(the_host, nullptr) << "the suite's host could not be set up";
    }

    static MailHost& host() { return *the_host; }

  private:
    static inline std::optional<std::string> why_unavailable;
    static inline std::unique_ptr<MailHost> the_host;
};

}  // namespace postern::testing
