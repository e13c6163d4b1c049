// SPDX-License-Identifier: Apache-2.0
//
// Terms: how long and whom, as the settings have it. They come with each request, so that a message
// is judged by the settings it began with and a reload changes nothing that is open.
#pragma once

#include <memory>

#include "postern/bounce/suppression.hpp"
#include "postern/config/settings.hpp"

namespace postern::ledger {

struct Terms {
    SuppressionTerms suppression{};
    ReputationSettings reputation{};
};
using SharedTerms = std::shared_ptr<const Terms>;

inline Terms terms_of(const Settings& settings) {
    return {suppression_terms(settings), settings.reputation};
}

}  // namespace postern::ledger
