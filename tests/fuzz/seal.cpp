// SPDX-License-Identifier: Apache-2.0
//
// Seals and tags: what comes back to OUT as it left DRAFT is believed, and nothing else.
#include "postern/gateway/seal.hpp"

#include "postern/base/text.hpp"

#include "target.hpp"

namespace postern::fuzz {

namespace {

const KeyRing& keys() {
    static const auto kKeys = KeyRing::from({std::string(32, 'n'), std::string(32, 'o')}).value();
    return kKeys;
}

Draft draft_of(std::string_view input) {
    Draft draft;
    draft.account = "shop";
    draft.chat = "c1";
    draft.id = std::string(input.substr(0, 255));
    return draft;
}

std::string upper(std::string text) {
    for (auto& c : text) {
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - ('a' - 'A'));
    }
    return text;
}

void believe_what_left(const Draft& draft, const Seal& seal) {
    const auto written = write_seal(keys(), draft, seal);
    const auto read = read_seal(keys(), draft, written);
    require(read && *read == seal, "a seal is read as it was written", written);
    auto other = draft;
    other.chat = "c2";
    require(!read_seal(keys(), other, written), "a seal is of one draft");
    for (const auto leg : {Leg::notification, Leg::copy}) {
        const InternalRecipient anna{"anna", leg};
        const auto path = internal_recipient(keys(), draft, seal, anna, "drafts.example");
        const auto local = path.substr(0, path.find('@'));
        for (const auto& form : {local, upper(local)}) {
            const auto back = read_internal_recipient(keys(), draft, seal, form);
            require(back && *back == anna, "a tag is read in either case", form);
        }
        require(!read_internal_recipient(keys(), other, seal, local), "a tag is of one draft");
    }
}

}  // namespace

void seal(std::string_view input) {
    const auto draft = draft_of("d1");
    Seal made{TimePoint{std::chrono::milliseconds{1'790'000'000'000}}, "4jXhop1"};
    require(!read_seal(keys(), draft, input), "no made-up seal is believed");
    require(!read_internal_recipient(keys(), draft, made, input), "no made-up tag is believed");
    believe_what_left(draft_of(input), made);
    made.content = sealed_content({{"Subject", std::string(input)}}, input);
    require(says_what_was_sealed(made, {{"Subject", std::string(input)}}, input),
            "a draft says what it says");
    require(!read_seal(keys(), draft, input), "no made-up seal of version 2 is believed");
    believe_what_left(draft_of(input), made);
}

}  // namespace postern::fuzz
