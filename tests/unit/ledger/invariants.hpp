// SPDX-License-Identifier: Apache-2.0
//
// What must hold of every decision, whatever happened before. Each is said in terms of the record
// before the request, of the request and of what was decided, and not in terms of how it was
// decided; what is simple enough to know beforehand is compared with the answer.
#pragma once

#include <string>
#include <vector>

#include "record.hpp"

namespace postern::ledger {

/// One decision, made on top of `before`.
struct Decided {
    const Record& before;
    const Request& request;
    const Answer& answer;
    const std::vector<Change>& changes;
    const Terms& terms;
    TimePoint now;
    bool compares_alike;  ///< The comparison of addresses has been the same all the time.
};

/// What does not hold, or nothing. One function for each kind of promise.
std::string broken_fate(const Decided& decided);         ///< A final fate is never lost.
std::string broken_departure(const Decided& decided);    ///< Where, and from where, it may leave.
std::string broken_suppression(const Decided& decided);  ///< Not without a recipient's fault.
std::string broken_standing(const Decided& decided);     ///< Not without a refusal or complaint.
std::string broken_answer(const Decided& decided);       ///< What is known beforehand.

std::string broken(const Decided& decided);

}  // namespace postern::ledger
