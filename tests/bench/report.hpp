// SPDX-License-Identifier: Apache-2.0
//
// A run in numbers: one JSON object, or the same as lines "name value" with dots between the
// object's names ("latency_us.p99 312.0"), which awk and diff like better. Cannot fail.
#pragma once

#include <string>

#include "load.hpp"

namespace postern {

std::string report_json(const LoadRun& run);
std::string report_text(const LoadRun& run);

}  // namespace postern
