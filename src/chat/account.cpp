// SPDX-License-Identifier: Apache-2.0
#include "postern/chat/account.hpp"

#include <array>
#include <utility>

namespace postern {

namespace {

template <typename Value, std::size_t Count>
using Names = std::array<std::pair<Value, std::string_view>, Count>;

constexpr Names<Plan, 3> kPlans{{
    {Plan::free, "free"},
    {Plan::standard, "standard"},
    {Plan::pro, "pro"},
}};
constexpr Names<ChatEventKind, 4> kChatEvents{{
    {ChatEventKind::opened, "opened"},
    {ChatEventKind::joined, "joined"},
    {ChatEventKind::answered, "answered"},
    {ChatEventKind::left, "left"},
}};

template <typename Value, std::size_t Count>
std::string_view find_name(const Names<Value, Count>& names, Value value) {
    for (const auto& [candidate, name] : names) {
        if (candidate == value) return name;
    }
    return "?";
}

template <typename Value, std::size_t Count>
std::optional<Value> find_value(const Names<Value, Count>& names, std::string_view name) {
    for (const auto& [value, candidate] : names) {
        if (candidate == name) return value;
    }
    return std::nullopt;
}

}  // namespace

std::string_view name_of(Plan plan) {
    return find_name(kPlans, plan);
}
std::string_view name_of(ChatEventKind kind) {
    return find_name(kChatEvents, kind);
}

std::optional<Plan> plan_from(std::string_view name) {
    return find_value(kPlans, name);
}
std::optional<ChatEventKind> chat_event_from(std::string_view name) {
    return find_value(kChatEvents, name);
}

}  // namespace postern
