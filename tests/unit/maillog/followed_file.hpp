// SPDX-License-Identifier: Apache-2.0
//
// A log file in a folder of its own, and a source that the test steps: what happens between two
// steps is exactly what the test says.
#pragma once

#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "postern/maillog/log_source.hpp"

#include "temporary_directory.hpp"

namespace postern {

namespace fs = std::filesystem;
using Words = std::vector<std::string>;

class FollowedFile : public ::testing::Test {
  protected:
    void write(const std::string& words, bool whole = true) const { write_to(log_, words, whole); }
    static void write_to(const fs::path& file, const std::string& words, bool whole = true) {
        std::ofstream(file, std::ios::app)
            << "Nov 29 03:56:53 mx postfix/smtp[1]: " << words << (whole ? "\n" : "");
    }
    void add(const std::string& text) const { std::ofstream(log_, std::ios::app) << text; }
    [[nodiscard]] fs::path beside(const std::string& suffix) const {
        return log_.string() + suffix;
    }
    void cut() const { fs::resize_file(log_, 0); }

    void open(const std::string& position = "") { source_ = follow_file(log_.string(), position); }
    /// As a restart does.
    void open_again() { open(source_->position()); }

    /// Everything up to the end, and whether anything was lost.
    Words read() {
        lost_ = false;
        Words words;
        for (int i = 0; i < 1000; ++i) {
            const auto step =
                source_->step([&](const trail::Line& line) { words.emplace_back(line.message); });
            if (!step) {
                ADD_FAILURE() << step.error().message();
                return words;
            }
            lost_ = lost_ || step->lost;
            if (!step->more) return words;
        }
        ADD_FAILURE() << "no end";
        return words;
    }

    testing::TemporaryDirectory folder_;
    fs::path log_ = folder_.path() / "mail.log";
    std::unique_ptr<LogSource> source_;
    bool lost_ = false;
};

}  // namespace postern
