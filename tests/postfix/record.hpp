// SPDX-License-Identifier: Apache-2.0
//
// One notification as `postern notifications --json` tells of it: what an operator sees. A field
// without a value is "" here. Throws nlohmann's exceptions on anything else than that list.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "postern/base/time.hpp"

namespace postern::testing {

struct Record {
    std::string draft;
    std::string agent;
    std::string fate;
    std::string rule;
    std::string reason;
    std::string address;
    std::string message_id;
    std::string queue_id;
    TimePoint accepted;
    TimePoint due;
    std::optional<TimePoint> decided;

    /// "withheld O2 agent-online", "sent"
    [[nodiscard]] std::string verdict() const {
        return rule.empty() ? fate : fate + " " + rule + " " + reason;
    }
};

std::vector<Record> read_records(std::string_view json);

}  // namespace postern::testing
