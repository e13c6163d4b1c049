// SPDX-License-Identifier: Apache-2.0
//
// One draft on its whole way, as a platform would submit it: account, draft, parked, released,
// judged, departed. Each step is told of when it is seen, and the first that does not come about
// with its reason and what to do. clean() then takes away whatever the trial has put anywhere.
//
// The visitor of a trial wrote so long ago that a few seconds of the grace window are left: the
// draft is parked and released as any other, and nobody waits for minutes.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "postern/config/settings.hpp"
#include "postern/store/state.hpp"

#include "trial_report.hpp"

namespace postern {

struct TrialPlan {
    std::optional<std::string> to{};       ///< Where it is really sent; nothing leaves without.
    std::optional<std::string> account{};  ///< One that is there, of which `to` is an agent.
    Duration timeout{};
};

class Trial {
  public:
    Trial(const Call& call, const Settings& settings, TrialPlan plan);

    /// Goes as far as it comes.
    void run();
    void clean();
    [[nodiscard]] Exit finish();

  private:
    // One step each; whether it was taken.
    bool add_account();
    bool submit_draft();
    bool await_decision();
    bool judge();
    bool await_departure();

    bool stop(std::string_view step, const Stop& stop);
    [[nodiscard]] std::string recipient() const;
    /// What is on record of it, if anything is.
    [[nodiscard]] Result<std::optional<Notification>> on_record();
    /// False once it has waited for long enough, or is to end.
    [[nodiscard]] bool waits() const;
    [[nodiscard]] Stop waited_in_vain();
    void tell_parked();
    /// Whether something final has happened to what departed.
    std::optional<bool> look_for_departure();
    bool came_back();
    void remove_from_queue();

    const Call& call_;
    const Settings& settings_;
    const TrialPlan plan_;
    const TimePoint began_;
    const std::chrono::steady_clock::time_point until_;
    const std::string name_;  ///< Of the draft, its chat, and the account made for it.
    const TimePoint occurred_;
    TrialReport report_;
    std::unique_ptr<State> state_;
    bool has_account_ = false;
    bool was_parked_ = false;
    std::string returned_;  ///< In whose words it was: the report of that is on its way.
    std::string queue_id_;  ///< Of the draft.
    std::optional<Notification> notification_;
};

}  // namespace postern
