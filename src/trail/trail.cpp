// SPDX-License-Identifier: Apache-2.0
#include "postern/trail/trail.hpp"

#include <algorithm>

#include "postern/address/address.hpp"
#include "postern/base/text.hpp"
#include "postern/base/visible.hpp"

namespace postern::trail {

namespace {

void note_attempt(Trail& trail, const Sighting& sighting) {
    trail.first = std::min(trail.first.value_or(sighting.at), sighting.at);
    trail.last = std::max(trail.last.value_or(sighting.at), sighting.at);
    ++trail.tries;
    if (trail.delivered) return;
    trail.status = sighting.status;
    trail.agent = sighting.agent;
    trail.relay = sighting.relay;
    trail.dsn = sighting.dsn;
    trail.reply = sighting.reply;
    if (sighting.status == Status::sent) trail.delivered = sighting.at;
}

/// In either case: what a local part means only its host knows, and a host's name has none.
bool is_same(std::string_view written, std::string_view address) {
    if (iequals(written, address)) return true;
    const auto parsed = Address::parse(written);
    return parsed && iequals(parsed->text(), address);
}

/// At most so many bytes, of whole characters.
std::string_view beginning(std::string_view text, std::size_t most) {
    if (text.size() <= most) return text;
    const auto continues = [&](std::size_t at) {
        return (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U;
    };
    while (most > 0 && continues(most)) --most;
    return text.substr(0, most);
}

}  // namespace

Trail after(Trail trail, const Sighting& sighting) {
    using Kind = Sighting::Kind;
    trail.departure = sighting.departure;
    trail.queue_id = sighting.queue_id;
    trail.removed.reset();
    if (sighting.kind == Kind::removed) trail.removed = sighting.at;
    if (sighting.kind == Kind::tried) note_attempt(trail, sighting);
    if (sighting.kind == Kind::expired && !trail.delivered) trail.status = Status::expired;
    return trail;
}

bool concerns(const Sighting& sighting, std::string_view address) {
    if (sighting.kind != Sighting::Kind::tried) return true;
    if (is_same(sighting.to, address)) return true;
    return !sighting.orig_to.empty() && is_same(sighting.orig_to, address);
}

std::string shown_word(std::string_view word) {
    constexpr std::size_t kMost = 300;
    return std::string(trim(visible_name(beginning(word, kMost))));
}

std::string shown_reply(const Attempt& attempt) {
    constexpr std::size_t kMost = 500;
    const auto words = beginning(attempt.words, kMost);
    std::string shown(trim(visible_name(words)));
    if (!attempt.is_whole || words.size() < attempt.words.size()) shown += "…";
    return shown;
}

}  // namespace postern::trail
