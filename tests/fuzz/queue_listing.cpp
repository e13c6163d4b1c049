// SPDX-License-Identifier: Apache-2.0
//
// `postqueue -j`: Postfix's own words around addresses and reasons of anybody's.
#include "postern/base/text.hpp"
#include "postern/gateway/releases.hpp"

#include "target.hpp"

namespace postern::fuzz {

void queue_listing(std::string_view input) {
    const auto waiting = read_queue_listing(input, "drafts.example");
    if (!waiting) return;
    require(waiting->size() <= input.size() / 10, "an entry takes room in the listing");
    for (const auto& entry : *waiting) {
        require(canonical_id(entry.agent) == entry.agent, "an agent is an identifier", entry.agent);
    }
    (void)read_parking_text(input);
    const auto none = read_queue_listing(input, "no\x01where");
    require(!none || none->empty(), "nothing of other domains is taken");
}

}  // namespace postern::fuzz
