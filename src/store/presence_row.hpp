// SPDX-License-Identifier: Apache-2.0
//
// The rows of presence_told as values (packaging/schema/directory/0003-signs.sql).
#pragma once

#include <string>
#include <vector>

#include "postern/chat/signs.hpp"

#include "query.hpp"

namespace postern {

/// A row's columns from signed_out on. Throws soci::soci_error where they are no signs.
SignRun run_of(int signed_out, long long first, long long last, const std::string& kept);
/// The column kept.
std::string kept_of(const SignRun& run);

/// Agent, device, signed_out, first_at, last_at: all that a question needs.
using ToldRow = Out<std::string, std::string, int, long long, long long>;
/// The stretches of all the devices that the rows are about, in the order of agent, device, time.
std::vector<OnlineSpan> spans_in(std::vector<ToldRow> rows);

}  // namespace postern
