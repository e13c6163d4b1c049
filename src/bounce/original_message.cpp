// SPDX-License-Identifier: Apache-2.0
#include "original_message.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "postern/base/text.hpp"
#include "postern/mail/content.hpp"

#include "notice_lines.hpp"

namespace postern {
namespace {

using Lines = std::vector<std::string_view>;

/// Those that only transport and mail programs write.
constexpr std::array<std::string_view, 13> kOfTransport{
    "received",        "return-path",  "message-id",
    "mime-version",    "content-type", "delivered-to",
    "dkim-signature",  "x-received",   "content-transfer-encoding",
    "x-mailer",        "envelope-to",  "authentication-results",
    "x-originating-ip"};
constexpr std::array<std::string_view, 6> kOfPeople{"from", "to",       "subject",
                                                    "date", "reply-to", "cc"};

std::string_view without_quote(std::string_view line) {
    if (line.starts_with('>')) line.remove_prefix(line.starts_with("> ") ? 2 : 1);
    return line;
}

/// The name of the field that the line begins with, in lower case; else "".
std::string field_name(std::string_view line) {
    line = without_quote(line);
    constexpr std::size_t kLongestName = 40;
    const auto colon = line.substr(0, kLongestName).find(':');
    if (colon == line.npos || colon == 0) return {};
    const auto name = line.substr(0, colon);
    const bool sound = std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '-' || c == '_';
    });
    return sound ? lower(name) : std::string();
}

template <std::size_t N>
bool is_one_of(const std::array<std::string_view, N>& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_of_message(std::string_view name) {
    return is_one_of(kOfTransport, name) || is_one_of(kOfPeople, name);
}

/// Two fields, one of them transport's. Those of a part (RFC 2045) alone begin no message.
bool is_header_at(const Lines& lines, std::size_t i) {
    constexpr std::size_t kLooked = 16;
    const auto first = field_name(lines[i]);
    if (!is_of_message(first) && !first.starts_with("x-")) return false;
    int fields = 0;
    int transport = 0;
    const auto end = std::min(lines.size(), i + kLooked);
    for (auto at = i; at < end; ++at) {
        const auto line = without_quote(lines[at]);
        if (line.starts_with(' ') || line.starts_with('\t')) continue;
        const auto name = field_name(lines[at]);
        if (name.empty()) break;
        if (name.starts_with("content-")) continue;
        ++fields;
        transport += is_one_of(kOfTransport, name) ? 1 : 0;
    }
    return fields >= 2 && transport >= 1;
}

bool is_long_rule(std::string_view line) {
    line = trim(line);
    constexpr std::string_view kRule = "-=_*+#~";
    constexpr std::size_t kShortest = 8;
    return line.size() >= kShortest && line.find_first_not_of(kRule) == line.npos;
}

std::string_view next_filled(const Lines& lines, std::size_t i) {
    for (++i; i < lines.size(); ++i) {
        if (!trim(lines[i]).empty()) return lines[i];
    }
    return {};
}

bool is_base64(std::string_view line) {
    constexpr std::size_t kShortest = 60;
    return line.size() >= kShortest && std::all_of(line.begin(), line.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      c == '+' || c == '/' || c == '=';
           });
}

/// What a message looks like, without a word that announces it.
bool looks_returned(const Lines& lines, std::size_t i) {
    const auto line = lines[i];
    const auto next = i + 1 < lines.size() ? lines[i + 1] : std::string_view();
    const bool is_boundary = line.starts_with("--") && field_name(next).starts_with("content-") &&
                             lower(next).find("delivery-status") == std::string::npos;
    return is_boundary || is_header_at(lines, i) || (is_base64(line) && is_base64(next)) ||
           (is_long_rule(line) && is_of_message(field_name(next_filled(lines, i))));
}

/// By its frame, or by what follows: no sentence of the notice itself.
bool is_framed(const Lines& lines, std::size_t i) {
    const auto line = trim(lines[i]);
    constexpr std::string_view kFrame = "-=_*+#|~";
    if (!field_name(lines[i]).empty() || kFrame.find(line.front()) != line.npos ||
        kFrame.find(line.back()) != line.npos) {
        return true;
    }
    const auto next = next_filled(lines, i);
    return next.empty() || next.starts_with('>') || is_long_rule(next) ||
           is_of_message(field_name(next));
}

/// The first line behind one that names a recipient.
std::size_t behind_first_recipient(std::string_view text, const PatternFile& patterns) {
    for (const auto& sighting : sightings_in(text, patterns)) {
        const bool is_other =
            sighting.standing == Standing::sender || sighting.standing == Standing::bystander;
        if (!is_other) return sighting.line + 1;
    }
    return std::string_view::npos;
}

}  // namespace

std::size_t original_begin(std::string_view text, const PatternFile& patterns) {
    const auto lines = lines_of(text);
    std::optional<std::size_t> named;
    bool any_address = false;
    // The introduction speaks of the returned message as well ("a copy of it is attached"): a mere
    // sentence announces it only where a recipient was named.
    const auto is_announced = [&](std::size_t i) {
        const bool framed = is_framed(lines, i);
        if ((!framed && !any_address) || patterns.originals.first_in(trim(lines[i])) == nullptr) {
            return false;
        }
        if (!framed && !named) named = behind_first_recipient(text, patterns);
        return framed || i >= *named;
    };
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (trim(lines[i]).empty()) continue;
        // Before any address, such lines may be of broken MIME, or tell which message it was.
        if (is_announced(i) || (any_address && looks_returned(lines, i))) {
            return static_cast<std::size_t>(lines[i].data() - text.data());
        }
        any_address = any_address || lines[i].find('@') != std::string_view::npos;
    }
    return text.size();
}

HeaderList original_fields(std::string_view text) {
    const auto lines = lines_of(text);
    std::string section;
    for (const auto quoted : lines) {
        const auto line = without_quote(quoted);
        const bool goes_on = line.starts_with(' ') || line.starts_with('\t');
        if (field_name(line).empty() && !(goes_on && !section.empty())) {
            if (section.empty()) continue;
            break;
        }
        section.append(line).append("\n");
    }
    return read_fields(section);
}

bool is_message_header(const HeaderList& fields) {
    const auto transport = std::count_if(fields.begin(), fields.end(), [](const auto& field) {
        return is_one_of(kOfTransport, lower(field.name));
    });
    return fields.size() >= 3 && transport >= 1;
}

}  // namespace postern
