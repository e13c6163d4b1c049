// SPDX-License-Identifier: Apache-2.0
#include "postern/gateway/content_seal.hpp"

#include <algorithm>
#include <array>

#include "postern/base/text.hpp"
#include "postern/mail/mailbox.hpp"
#include "postern/mail/returned.hpp"

namespace postern {

namespace {

constexpr std::size_t kSealBytes = 10;
constexpr std::array<std::string_view, 9> kSealed{
    "To",
    "Subject",
    "Date",
    "Reply-To",
    "MIME-Version",
    "Content-Type",
    "Content-Disposition",
    "Content-Transfer-Encoding",
    "Fallback-For",
};

/// A doubled field counts twice: a reader might show either.
std::string sealed_fields(const HeaderList& headers) {
    std::string text;
    for (const auto name : kSealed) {
        for (const auto& field : headers) {
            if (!iequals(field.name, name)) continue;
            text.append(name).append(":").append(relaxed_value(field.value)).append("\n");
        }
    }
    return text;
}

std::string display_names(const HeaderList& headers) {
    std::string text;
    for (const auto& field : headers) {
        if (!iequals(field.name, "From")) continue;
        const auto name = display_name(field.value);
        text.append(name ? *name : field.value).append("\n");
    }
    return text;
}

}  // namespace

bool tries_once_more(const Settings& settings) {
    return settings.reputation.retry_within > Duration{0} && settings.senders.size() > 1;
}

std::string content_seal(const KeyRing& keys, std::string_view notification,
                         const HeaderList& headers, std::string_view body) {
    const auto seal = keys.mac("content", {notification, display_names(headers),
                                           sealed_fields(headers), relaxed_body(body)});
    return base32(bytes(seal, kSealBytes));
}

bool is_as_it_left(const KeyRing& keys, std::string_view envelope_id, std::string_view notification,
                   const WholeMessage& returned) {
    if (envelope_id.substr(0, envelope_id.find('.')) != notification) return false;
    const auto seal = from_base32(envelope_id.substr(envelope_id.rfind('.') + 1));
    if (!seal || seal->size() != kSealBytes) return false;
    return keys.verify("content",
                       {notification, display_names(returned.headers),
                        sealed_fields(returned.headers), relaxed_body(returned.body)},
                       *seal);
}

HeaderList sealed_only(HeaderList headers) {
    std::erase_if(headers, [](const HeaderField& field) {
        return !iequals(field.name, "From") &&
               std::none_of(kSealed.begin(), kSealed.end(),
                            [&](auto name) { return iequals(field.name, name); });
    });
    return headers;
}

}  // namespace postern
