// SPDX-License-Identifier: Apache-2.0
#include "postern/chat/notification.hpp"

#include <array>
#include <utility>

namespace postern {

namespace {

constexpr std::array<std::pair<Fate, std::string_view>, 7> kFates{{
    {Fate::issued, "issued"},
    {Fate::parked, "parked"},
    {Fate::sent, "sent"},
    {Fate::withheld, "withheld"},
    {Fate::merged, "merged"},
    {Fate::given_up, "given-up"},
    {Fate::set_aside, "set-aside"},
}};

}  // namespace

std::string_view name_of(Fate fate) {
    for (const auto& [value, name] : kFates) {
        if (value == fate) return name;
    }
    return "?";
}

std::optional<Fate> fate_from(std::string_view name) {
    for (const auto& [value, candidate] : kFates) {
        if (candidate == name) return value;
    }
    return std::nullopt;
}

}  // namespace postern
