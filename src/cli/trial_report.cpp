// SPDX-License-Identifier: Apache-2.0
#include "trial_report.hpp"

#include <ostream>

#include "postern/base/visible.hpp"

namespace postern {

namespace {

constexpr std::size_t kNameWidth = 10;

std::string outcome_of(Exit exit) {
    if (exit == Exit::good) return "good";
    return exit == Exit::unknown ? "unknown" : "stopped";
}

}  // namespace

void TrialReport::print(std::string_view step, const std::string& what) const {
    if (call_.json()) return;
    std::string name(step);
    name.resize(kNameWidth, ' ');
    call_.out() << name << visible(what) << std::endl;
}

void TrialReport::said(std::string_view step, const std::string& what) {
    print(step, what);
    steps_.push_back({{"step", step}, {"taken", true}, {"what", what}, {"remedy", nullptr}});
}

void TrialReport::stopped(std::string_view step, const Stop& stop) {
    print(step, "STOPPED: " + stop.what);
    if (!stop.remedy.empty()) print("", stop.remedy);
    steps_.push_back(
        {{"step", step}, {"taken", false}, {"what", stop.what}, {"remedy", stop.remedy}});
    exit_ = stop.exit;
    stopped_at_ = step;
}

void TrialReport::left_behind(const std::string& what) {
    print("LEFT", what);
    left_.push_back(what);
    if (exit_ == Exit::good) exit_ = Exit::no;
}

Exit TrialReport::finish(const std::string& last_words) {
    if (call_.json()) {
        print_json(call_,
                   {{"outcome", outcome_of(exit_)},
                    {"stopped_at", stopped_at_.empty() ? Json(nullptr) : Json(stopped_at_)},
                    {"steps", steps_},
                    {"notification", notification_ ? to_json(*notification_) : Json(nullptr)},
                    {"left_behind", left_}});
    } else if (exit_ == Exit::good) {
        print("", last_words);
    }
    return exit_;
}

}  // namespace postern
