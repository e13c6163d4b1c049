// SPDX-License-Identifier: Apache-2.0
//
// Mail as the state sees it: an acceptance and a settlement for each notification, from four
// threads.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "postern/store/state.hpp"

namespace postern::bench {

TimePoint now();

/// Throws std::runtime_error.
std::unique_ptr<State> opened(const std::string& url, Duration keep, bool prunes);

/// How many were settled until `enough()`, which every thread asks.
long long settle_while(State& state, const std::function<bool()>& enough);
long long settle_for(State& state, std::chrono::milliseconds turn);

/// Accepts so many that wait for their deadline.
void accept_unfinished(State& state, int count);

}  // namespace postern::bench
