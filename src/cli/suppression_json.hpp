// SPDX-License-Identifier: Apache-2.0
//
// A suppression as JSON, the way there and back.
#pragma once

#include "postern/store/suppressions.hpp"

#include "json_output.hpp"

namespace postern {

Json to_json(const Suppression& suppression);
Json to_json(const SuppressionChange& change);
Json to_json(const DisbelievedReports& reports);

/// What to_json() made of one, or somebody by hand: all but "subject" may be left out, and is then
/// as if `author` had suppressed the subject. ErrorCode::invalid names the member at fault.
Result<Suppression> suppression_from_json(const std::string& text, const Author& author);

}  // namespace postern
