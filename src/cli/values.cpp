// SPDX-License-Identifier: Apache-2.0
#include "values.hpp"

#include <algorithm>
#include <charconv>

#include "postern/base/text.hpp"
#include "postern/chat/kind.hpp"

namespace postern {

namespace {

const std::vector<std::string_view>& plan_names() {
    static const std::vector<std::string_view> kNames{name_of(Plan::free), name_of(Plan::standard),
                                                      name_of(Plan::pro)};
    return kNames;
}

const std::vector<std::string_view>& fate_names() {
    static const std::vector<std::string_view> kNames{
        name_of(Fate::issued),   name_of(Fate::parked), name_of(Fate::sent),
        name_of(Fate::withheld), name_of(Fate::merged), name_of(Fate::given_up),
        name_of(Fate::set_aside)};
    return kNames;
}

}  // namespace

void Values::fail(std::string_view name, const std::string& what) {
    // Options are declared in lower case, operands in capitals or as their spellings.
    const bool option = name.find_first_of("|ABCDEFGHIJKLMNOPQRSTUVWXYZ") == std::string_view::npos;
    if (!fault_) fault_ = {ErrorCode::invalid, what, {(option ? "--" : "") + std::string(name)}};
}

std::string Values::identifier(std::string_view name) {
    const auto word = given_.value(name);
    if (!word) return {};
    auto id = canonical_id(*word);
    if (id.empty()) {
        fail(name, in_quotes(*word) +
                       " is no identifier: 1 to 64 letters, digits and . _ - are, "
                       "beginning with a letter or digit");
    }
    return id;
}

std::optional<Address> Values::address(std::string_view name) {
    const auto word = given_.value(name);
    if (!word) return std::nullopt;
    auto address = Address::parse(*word);
    if (address) return *address;
    fail(name, address.error().message());
    return std::nullopt;
}

std::optional<Address> Values::address_or_none(std::string_view name) {
    return text(name) == "none" ? std::nullopt : address(name);
}

bool Values::is_first(std::string_view name) {
    const auto bar = name.find('|');
    const auto first = name.substr(0, bar);
    const auto second = name.substr(bar + 1);
    const auto word = lower(text(name));
    if (word != first && word != second) fail(name, none_of(word, {first, second}));
    return word == first;
}

std::string Values::one_of(std::string_view name, const std::vector<std::string_view>& known) {
    const auto word = text(name);
    const auto found = std::find_if(known.begin(), known.end(),
                                    [&](std::string_view each) { return iequals(each, word); });
    if (found != known.end()) return std::string(*found);
    if (given(name)) fail(name, none_of(word, known));
    return {};
}

std::optional<Plan> Values::plan(std::string_view name) {
    const auto plan = plan_from(lower(text(name)));
    if (!plan && given(name)) fail(name, none_of(text(name), plan_names()));
    return plan;
}

std::optional<Kind> Values::kind(std::string_view name) {
    const auto kind = kind_from(lower(text(name)));
    if (!kind && given(name)) fail(name, none_of(text(name), kind_names()));
    return kind;
}

std::vector<Fate> Values::fates(std::string_view name) {
    std::vector<Fate> fates;
    for (const auto& word : given_.all(name)) {
        if (const auto fate = fate_from(lower(word))) {
            fates.push_back(*fate);
        } else {
            fail(name, none_of(word, fate_names()));
        }
    }
    return fates;
}

std::optional<TimePoint> Values::moment(std::string_view name) {
    const auto word = given_.value(name);
    if (!word) return std::nullopt;
    if (const auto at = parse_time(*word)) return *at;
    if (const auto ago = parse_duration(*word)) return now_ - *ago;
    fail(name, in_quotes(*word) +
                   " is neither a point in time such as 2026-11-23T12:00:00Z nor a "
                   "span such as 2h, for that long ago");
    return std::nullopt;
}

Duration Values::span(std::string_view name, Duration otherwise) {
    const auto word = given_.value(name);
    if (!word) return otherwise;
    if (const auto span = parse_duration(*word)) return *span;
    fail(name, in_quotes(*word) + " is not a span of time such as 30s or 5min");
    return otherwise;
}

int Values::count(std::string_view name, int otherwise, int most) {
    const auto word = given_.value(name);
    if (!word) return otherwise;
    int count = 0;
    const auto* end = word->data() + word->size();
    const auto [stop, fault] = std::from_chars(word->data(), end, count);
    if (fault == std::errc{} && stop == end && count >= 1 && count <= most) return count;
    fail(name, in_quotes(*word) + " is not a number from 1 to " + std::to_string(most));
    return otherwise;
}

}  // namespace postern
