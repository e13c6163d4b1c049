// SPDX-License-Identifier: Apache-2.0
//
// `postern` run in a folder of its own, with a small configuration whose databases are there too.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "postern/base/process.hpp"
#include "postern/store/state.hpp"

#include "temporary_directory.hpp"

namespace postern {

using Words = std::vector<std::string>;

class OperatorCommand : public ::testing::Test {
  protected:
    OperatorCommand();

    /// With the folder's configuration.
    [[nodiscard]] ProcessResult postern(Words words) const;
    /// The same, with `text` on standard input.
    [[nodiscard]] ProcessResult postern_reading(const std::string& text, const Words& words) const;
    /// The output of a call with --json that must succeed.
    [[nodiscard]] nlohmann::json json_of(Words words) const;

    [[nodiscard]] std::string path(const std::string& name) const;
    void import(const std::string& yaml) const;
    /// Puts them on record as posternd would.
    void record(const std::vector<Notification>& notifications) const;
    /// Puts on record that one came back, refused with these words.
    void bounce(const Notification& notification, BounceClass bounce_class,
                const std::string& diagnostic, bool is_only_likely = false) const;
    /// Counts a report that was not believed.
    void disbelieve(const std::string& victim, Disbelief why) const;

    [[nodiscard]] std::unique_ptr<State> state() const;

    testing::TemporaryDirectory folder_;
    std::string configuration_;
};

/// Without any configuration.
ProcessResult run_binary(Words words);

/// Of draft <d1@chat.example>, accepted two minutes ago and due now.
Notification notification_for(const std::string& agent);
Notification withheld(Notification notification, const std::string& rule,
                      const std::string& reason);
Notification sent(Notification notification, const std::string& address);

bool contains(const std::string& text, const std::string& part);

/// Of the source tree.
std::string source_file(const std::string& name);

}  // namespace postern
