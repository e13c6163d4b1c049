// SPDX-License-Identifier: Apache-2.0
#include "postern/chat/kind.hpp"

#include <algorithm>

namespace postern {

std::string_view name_of(Kind kind) {
    return traits_of(kind).name;
}

std::optional<Kind> kind_from(std::string_view name) {
    const auto* found = std::find_if(kKinds.begin(), kKinds.end(),
                                     [&](const KindTraits& traits) { return traits.name == name; });
    if (found == kKinds.end()) return std::nullopt;
    return found->kind;
}

std::vector<std::string_view> kind_names() {
    std::vector<std::string_view> names;
    names.reserve(kKinds.size());
    for (const auto& traits : kKinds) names.push_back(traits.name);
    return names;
}

std::string kinds_in_words() {
    std::string words;
    for (const auto& traits : kKinds) {
        const bool last = &traits == &kKinds.back();
        words.append(words.empty() ? "" : last ? " or " : ", ").append(traits.name);
    }
    return words;
}

bool Account::notifies(Kind kind) const {
    const auto& traits = traits_of(kind);
    return this->*traits.is_on || (traits.with_integration && email_integration);
}

bool Account::has(Kind kind) const {
    return plan >= traits_of(kind).least_plan;
}

}  // namespace postern
