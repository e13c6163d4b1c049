// SPDX-License-Identifier: Apache-2.0
//
// What became of a notification after it left, as Postfix's log told: in words, and as JSON.
#pragma once

#include <string>
#include <vector>

#include "postern/trail/trail.hpp"

#include "json_output.hpp"

namespace postern {

/// "delivered to mx.firm.example[192.0.2.1]:25 at …: 250 2.0.0 OK", "put off 3 times since …, last
/// at … by …: 452 4.2.2 …"
std::string explain(const trail::Trail& trail);

/// A list, the first departure first.
Json to_json(const std::vector<trail::Trail>& trails);

/// Of the last departure, in a word: "delivered", "deferred", "queued"; "" where nothing is known.
std::string delivery_of(const std::vector<trail::Trail>& trails);

}  // namespace postern
