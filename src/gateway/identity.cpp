// SPDX-License-Identifier: Apache-2.0
#include "postern/gateway/identity.hpp"

#include <algorithm>

#include "postern/base/text.hpp"

namespace postern {

namespace {

constexpr std::size_t kIdBytes = 10;
constexpr std::size_t kDayBytes = 2;
constexpr std::size_t kMacBytes = 8;
constexpr std::string_view kReturnPrefix = "b+";

std::string keyed_name(const KeyRing& keys, std::string_view label,
                       std::initializer_list<std::string_view> fields) {
    return base32(bytes(keys.mac(label, fields), kIdBytes));
}

constexpr int kSecondAttempt = 0x8000;

/// Two bytes: the top bit for the second attempt, the others for the days since the epoch, which
/// is good until the year 2059.
std::string departure_bytes(TimePoint at, int attempt) {
    const auto day = std::chrono::floor<std::chrono::days>(at).time_since_epoch().count();
    const auto both = (day & ~kSecondAttempt) | (attempt > 1 ? kSecondAttempt : 0);
    return {static_cast<char>(both >> 8 & 0xFF), static_cast<char>(both & 0xFF)};
}

int departure_from(std::string_view two_bytes) {
    const auto high = static_cast<unsigned char>(two_bytes[0]);
    const auto low = static_cast<unsigned char>(two_bytes[1]);
    return high * 256 + low;
}

}  // namespace

std::string notification_id(std::string_view account, std::string_view draft,
                            std::string_view agent) {
    return base32(bytes(sha256({"notification", account, draft, agent}), kIdBytes));
}

std::string message_id_local(const KeyRing& keys, std::string_view notification) {
    return keyed_name(keys, "message-id", {notification});
}

std::string message_id(const KeyRing& keys, std::string_view notification,
                       std::string_view domain) {
    return message_id_local(keys, notification).append("@").append(domain);
}

std::string thread_id(const KeyRing& keys, std::string_view account, std::string_view chat,
                      std::string_view domain) {
    return "chat." + keyed_name(keys, "thread-id", {account, chat}).append("@").append(domain);
}

std::string return_path_local(const KeyRing& keys, std::string_view notification, TimePoint now,
                              int attempt) {
    std::string token = from_base32(notification).value() + departure_bytes(now, attempt);
    token += bytes(keys.mac("return-path", {token}), kMacBytes);
    return std::string(kReturnPrefix) + base32(token);
}

std::string envelope_id(const KeyRing& keys, std::string_view notification, int attempt) {
    return std::string(notification)
        .append(".")
        .append(keyed_name(keys, "envelope-id", {notification, std::to_string(attempt)}));
}

bool is_envelope_id(const KeyRing& keys, std::string_view text, std::string_view notification,
                    int attempt) {
    const auto rest = std::min(text.find('.'), text.size());
    if (rest == text.size() || text.substr(0, rest) != notification) return false;
    text.remove_prefix(rest + 1);
    const auto mac = from_base32(text.substr(0, text.find('.')));
    return mac && mac->size() == kIdBytes &&
           keys.verify("envelope-id", {notification, std::to_string(attempt)}, *mac);
}

std::string without_return_tokens(std::string text) {
    constexpr std::size_t kToken = (kIdBytes + kDayBytes + kMacBytes) * 8 / 5;
    constexpr std::size_t kShown = 8;
    const auto plain = lower(text);
    for (auto at = plain.rfind(kReturnPrefix); at != plain.npos;
         at = at == 0 ? plain.npos : plain.rfind(kReturnPrefix, at - 1)) {
        const auto token = at + kReturnPrefix.size();
        const auto end = plain.find_first_not_of("abcdefghijklmnopqrstuvwxyz234567", token);
        if (std::min(end, plain.size()) - token != kToken) continue;
        text.replace(token + kShown, kToken - kShown, "…");
    }
    return text;
}

Result<ReturnToken> read_return_path(const KeyRing& keys, std::string_view local_part) {
    const Error not_ours{ErrorCode::invalid, in_quotes(local_part) + " is no return path of ours"};
    if (!istarts_with(local_part, kReturnPrefix)) return not_ours;
    const auto token = from_base32(local_part.substr(kReturnPrefix.size()));
    if (!token || token->size() != kIdBytes + kDayBytes + kMacBytes) return not_ours;
    const auto signed_part = std::string_view(*token).substr(0, kIdBytes + kDayBytes);
    const auto mac = std::string_view(*token).substr(signed_part.size());
    if (!keys.verify("return-path", {signed_part}, mac)) return not_ours;
    const auto departure = departure_from(signed_part.substr(kIdBytes));
    return ReturnToken{base32(signed_part.substr(0, kIdBytes)),
                       TimePoint{std::chrono::days{departure & ~kSecondAttempt}},
                       (departure & kSecondAttempt) != 0 ? 2 : 1};
}

std::string unsubscribe_token(const KeyRing& keys, std::string_view agent, Kind kind) {
    const auto name = name_of(kind);
    return std::string(agent).append("~").append(name).append("~").append(
        keyed_name(keys, "unsubscribe", {agent, name}));
}

Result<UnsubscribeToken> read_unsubscribe_token(const KeyRing& keys, std::string_view token) {
    const Error not_ours{ErrorCode::invalid, in_quotes(token) + " is no unsubscribe token of ours"};
    const auto text = lower(token);
    const auto first = text.find('~');
    const auto second = first == text.npos ? first : text.find('~', first + 1);
    if (second == text.npos) return not_ours;
    auto agent = text.substr(0, first);
    const auto kind = kind_from(text.substr(first + 1, second - first - 1));
    const auto mac = from_base32(text.substr(second + 1));
    if (!kind || !mac || mac->size() != kIdBytes) return not_ours;
    if (!keys.verify("unsubscribe", {agent, name_of(*kind)}, *mac)) return not_ours;
    return UnsubscribeToken{std::move(agent), *kind};
}

}  // namespace postern
