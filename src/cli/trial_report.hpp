// SPDX-License-Identifier: Apache-2.0
//
// What a trial tells step by step: at once as text, or in the end as one JSON value.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "command.hpp"
#include "json_output.hpp"

namespace postern {

/// Why it goes no further, and what to do.
struct Stop {
    Exit exit = Exit::no;
    std::string what;
    std::string remedy{};
};

class TrialReport {
  public:
    explicit TrialReport(const Call& call) : call_(call) {}

    /// A step that was taken. Its name is one word.
    void said(std::string_view step, const std::string& what);
    /// The step that was not.
    void stopped(std::string_view step, const Stop& stop);
    void left_behind(const std::string& what);
    void decided(const Notification& notification) { notification_ = notification; }

    [[nodiscard]] bool is_good() const { return exit_ == Exit::good; }
    /// The last words, and the exit status.
    Exit finish(const std::string& last_words);

  private:
    void print(std::string_view step, const std::string& what) const;

    const Call& call_;
    Exit exit_ = Exit::good;
    std::string stopped_at_;
    Json steps_ = Json::array();
    Json left_ = Json::array();
    std::optional<Notification> notification_;
};

}  // namespace postern
