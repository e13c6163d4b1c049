// SPDX-License-Identifier: Apache-2.0
//
// Return paths and unsubscribe tokens, which strangers may make up, cut and repeat.
#include "postern/base/text.hpp"
#include "postern/gateway/identity.hpp"

#include "target.hpp"

namespace postern::fuzz {

namespace {

const KeyRing& keys() {
    static const auto kKeys = KeyRing::from({std::string(32, 'k')}).value();
    return kKeys;
}

/// Whether a whole return path's local part stands anywhere in the text.
bool has_whole_token(std::string_view text) {
    constexpr std::size_t kToken = 32;
    const auto lowered = lower(text);
    for (auto at = lowered.find("b+"); at != lowered.npos; at = lowered.find("b+", at + 1)) {
        const auto end = std::min(
            lowered.find_first_not_of("abcdefghijklmnopqrstuvwxyz234567", at + 2), lowered.size());
        if (end - (at + 2) == kToken) return true;
    }
    return false;
}

void hide(std::string_view input) {
    const auto path = return_path_local(keys(), std::string(16, 'a'), TimePoint{});
    for (const auto& text : {std::string(input), std::string(input) + " <" + path + "@x.example> " +
                                                     std::string(input)}) {
        const auto hidden = without_return_tokens(text);
        require(!has_whole_token(hidden), "no whole return path is shown", hidden);
        require(without_return_tokens(hidden) == hidden, "what is hidden stays as it is", hidden);
    }
}

void read_paths(std::string_view input) {
    require(!read_return_path(keys(), input), "no made-up return path is believed");
    require(!read_unsubscribe_token(keys(), input), "no made-up token is believed");
    const auto id = base32(std::string(input.substr(0, 10)).append(10, '\0').substr(0, 10));
    for (const int attempt : {1, 2}) {
        const auto path = return_path_local(keys(), id, TimePoint{}, attempt);
        const auto read = read_return_path(keys(), path);
        require(read && *read == ReturnToken{id, TimePoint{}, attempt},
                "a return path is read as it was written", path);
    }
}

void read_base32(std::string_view input) {
    const auto bytes = from_base32(input);
    if (bytes) require(base32(*bytes) == lower(input), "base32 is written in one way", input);
    const auto text = base32(input);
    const auto again = from_base32(text);
    require(again && *again == input, "base32 is read as it was written", text);
}

}  // namespace

void token(std::string_view input) {
    read_base32(input);
    read_paths(input);
    hide(input);
    const auto agent = canonical_id(input);
    if (agent.empty()) return;
    const auto written = unsubscribe_token(keys(), agent, Kind::missed_chat);
    const auto read = read_unsubscribe_token(keys(), written);
    require(read && *read == UnsubscribeToken{agent, Kind::missed_chat},
            "an unsubscribe token is read as it was written", written);
}

}  // namespace postern::fuzz
