// SPDX-License-Identifier: Apache-2.0
//
// `postqueue -j`: Postfix's own words around addresses and reasons of anybody's.
#include "postern/gateway/queue_listing.hpp"

#include <algorithm>

#include "postern/base/text.hpp"

#include "target.hpp"

namespace postern::fuzz {

namespace {

Result<QueueListing> read_in_pieces(std::string_view input) {
    constexpr std::size_t kPiece = 7;
    QueueReader reader("drafts.example");
    for (; !input.empty(); input.remove_prefix(std::min(kPiece, input.size()))) {
        if (auto taken = reader.take(input.substr(0, kPiece)); !taken) return taken.error();
    }
    return reader.end();
}

}  // namespace

void queue_listing(std::string_view input) {
    (void)read_parking_text(input);
    const auto listing = read_queue(input, "drafts.example");
    if (!listing) return;
    require(listing->waiting.size() + listing->held.size() <= input.size() / 10,
            "an entry takes room in the listing");
    for (const auto& entry : listing->waiting) {
        require(canonical_id(entry.agent) == entry.agent, "an agent is an identifier", entry.agent);
    }
    const auto in_pieces = read_in_pieces(input);
    require(in_pieces && in_pieces->waiting.size() == listing->waiting.size() &&
                in_pieces->held.size() == listing->held.size(),
            "however it comes, it is the same listing");
    const auto elsewhere = read_queue_listing(input, "no\x01where");
    require(elsewhere && elsewhere->empty(), "nothing of other domains is taken");
}

}  // namespace postern::fuzz
