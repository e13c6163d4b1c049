// SPDX-License-Identifier: Apache-2.0
//
// The trails: who changed a suppression, or the standing of a sender domain, when and why.
#pragma once

#include <optional>
#include <string>

#include "postern/base/time.hpp"
#include "postern/ledger/author.hpp"

namespace postern {

/// One change of a suppression.
struct SuppressionChange {
    std::string subject;
    std::string what;  ///< suppressed, extended, probed, cleared, added, lifted
    std::string cause;
    std::string author;
    std::string why;
    TimePoint at;
};

/// One change of a standing.
struct SenderChange {
    std::string domain;
    std::string provider;
    std::string what;  ///< suspended, probing, recovered, resumed
    std::string cause;
    std::string author;
    std::string why;
    TimePoint at;
    std::optional<TimePoint> until{};  ///< Of "suspended": none until an operator resumes it.
    int step = 0;                      ///< Which suspension in a row.
    std::string account{};             ///< Whose notifications it was about; empty: everybody's.
};

}  // namespace postern
