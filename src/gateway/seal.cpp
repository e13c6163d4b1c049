// SPDX-License-Identifier: Apache-2.0
#include "postern/gateway/seal.hpp"

#include <algorithm>
#include <charconv>

#include "postern/base/text.hpp"
#include "postern/mail/content_digest.hpp"

namespace postern {

namespace {

constexpr std::size_t kSealBytes = 20;
constexpr std::size_t kTagBytes = 10;
constexpr std::size_t kContentBytes = 20;
/// Postfix's long ones have some 20; whoever writes a seal of his own may write anything.
constexpr std::size_t kLongestQueueId = 64;
constexpr std::string_view kContent = "2";         ///< Covers what the draft says.
constexpr std::string_view kWithoutContent = "1";  ///< May be parked from before an update.

std::string_view version_of(const Seal& seal) {
    return seal.content.empty() ? kWithoutContent : kContent;
}

std::string milliseconds(TimePoint at) {
    return std::to_string(at.time_since_epoch().count());
}

/// Every field of the draft's identity; what is not here is not sealed.
template <typename Use>
auto with_sealed_fields(const Draft& draft, const Seal& seal, std::string_view agent, Use use) {
    const auto occurred = milliseconds(draft.occurred);
    const auto accepted = milliseconds(seal.accepted);
    const std::string_view group = draft.group ? std::string_view(*draft.group) : "";
    if (seal.content.empty()) {
        return use({kWithoutContent, name_of(draft.kind), draft.account, draft.chat, group,
                    occurred, draft.id, accepted, seal.queue_id, agent});
    }
    return use({kContent, name_of(draft.kind), draft.account, draft.chat, group, occurred, draft.id,
                accepted, seal.queue_id, seal.content, agent});
}

Digest mac_of(const KeyRing& keys, std::string_view label, const Draft& draft, const Seal& seal,
              std::string_view agent) {
    return with_sealed_fields(
        draft, seal, agent,
        [&](std::initializer_list<std::string_view> fields) { return keys.mac(label, fields); });
}

bool verified(const KeyRing& keys, std::string_view label, const Draft& draft, const Seal& seal,
              std::string_view agent, std::string_view mac, std::size_t size) {
    if (mac.size() != size) return false;
    return with_sealed_fields(draft, seal, agent,
                              [&](std::initializer_list<std::string_view> fields) {
                                  return keys.verify(label, fields, mac);
                              });
}

/// The value behind "name=" among fields separated by semicolons; "" where there is none.
std::string_view field(std::string_view text, std::string_view name) {
    while (!text.empty()) {
        const auto end = text.find(';');
        const auto part = trim(text.substr(0, end));
        text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
        if (part.size() > name.size() && part.substr(0, name.size()) == name &&
            part[name.size()] == '=') {
            return part.substr(name.size() + 1);
        }
    }
    return {};
}

std::string_view label_of(Leg leg) {
    return leg == Leg::copy ? "copy" : "recipient";
}

}  // namespace

std::string sealed_content(const HeaderList& headers, std::string_view body) {
    return base32(bytes(content_digest(headers, body), kContentBytes));
}

bool says_what_was_sealed(const Seal& seal, const HeaderList& headers, std::string_view body) {
    if (seal.content.empty() || sealed_content(headers, body) == seal.content) return true;
    auto without_date = headers;
    std::erase_if(without_date, [](const auto& field) { return iequals(field.name, "Date"); });
    return without_date.size() < headers.size() &&
           sealed_content(without_date, body) == seal.content;
}

std::string write_seal(const KeyRing& keys, const Draft& draft, const Seal& seal) {
    const auto mac = mac_of(keys, "seal", draft, seal, "");
    std::string text = "v=";
    text.append(version_of(seal)).append("; t=").append(milliseconds(seal.accepted));
    text.append("; q=").append(seal.queue_id);
    if (!seal.content.empty()) text.append("; c=").append(seal.content);
    return text.append("; m=").append(base32(bytes(mac, kSealBytes)));
}

Result<Seal> read_seal(const KeyRing& keys, const Draft& draft, std::string_view value) {
    const auto text = unfolded(value);
    const auto version = field(text, "v");
    const auto time = field(text, "t");
    const auto content = version == kContent ? field(text, "c") : std::string_view{};
    std::int64_t count = 0;
    const auto [end, ec] = std::from_chars(time.data(), time.data() + time.size(), count);
    const bool known = version == kWithoutContent || (version == kContent && !content.empty());
    if (!known || ec != std::errc{} || end != time.data() + time.size()) {
        return Error{ErrorCode::invalid, "it is not of the form v=2; t=…; q=…; c=…; m=…"};
    }
    Seal seal{TimePoint{Duration{count}}, std::string(field(text, "q")), std::string(content)};
    const auto mac = from_base32(field(text, "m"));
    if (mac && verified(keys, "seal", draft, seal, "", *mac, kSealBytes)) return seal;
    return Error{ErrorCode::invalid, "it was not made for this draft"};
}

std::string sealed_queue_file(std::string_view value) {
    const auto text = unfolded(value);
    const auto id = field(text, "q");
    const bool is_one =
        id.size() <= kLongestQueueId && std::all_of(id.begin(), id.end(), [](char c) {
            return (lower(c) >= 'a' && lower(c) <= 'z') || (c >= '0' && c <= '9');
        });
    return is_one ? std::string(id) : std::string();
}

std::string internal_recipient(const KeyRing& keys, const Draft& draft, const Seal& seal,
                               const InternalRecipient& recipient, std::string_view domain) {
    const auto& [agent, leg] = recipient;
    const auto tag = base32(bytes(mac_of(keys, label_of(leg), draft, seal, agent), kTagBytes));
    return std::string(agent).append("+").append(tag).append("@").append(domain);
}

Result<InternalRecipient> read_internal_recipient(const KeyRing& keys, const Draft& draft,
                                                  const Seal& seal, std::string_view local_part) {
    const auto plus = local_part.rfind('+');
    if (plus != std::string_view::npos) {
        auto agent = canonical_id(local_part.substr(0, plus));
        const auto tag = from_base32(local_part.substr(plus + 1));
        for (const auto leg : {Leg::notification, Leg::copy}) {
            if (!agent.empty() && tag &&
                verified(keys, label_of(leg), draft, seal, agent, *tag, kTagBytes)) {
                return InternalRecipient{std::move(agent), leg};
            }
        }
    }
    return Error{ErrorCode::invalid,
                 in_quotes(local_part) + " is no recipient this draft was accepted for"};
}

}  // namespace postern
