// SPDX-License-Identifier: Apache-2.0
//
// The only place where a verdict becomes something that Postfix sees.
#pragma once

#include <string_view>

#include "postern/gateway/verdict.hpp"

#include "editor.hpp"

namespace postern {

/// What the milter answers. The values have no meaning beyond their names: callbacks.cpp
/// translates them to libmilter's.
enum class Answer { go_on, accept, discard, reject, tempfail };

/// Carries out the verdict's edits or sets its reply, and says how to answer. Where the MTA does
/// not take an edit the answer is tempfail: a message edited by half must not go anywhere.
Answer apply(const Verdict& verdict, Editor& editor, std::string_view queue_id = {});

}  // namespace postern
