// SPDX-License-Identifier: Apache-2.0
#include "postern/mail/content_digest.hpp"

#include <array>
#include <string>

#include "postern/base/text.hpp"
#include "postern/mail/mailbox.hpp"
#include "postern/mail/returned.hpp"

#include "header_section.hpp"
#include "mime_parts.hpp"
#include "one_reading.hpp"
#include "part_header.hpp"
#include "transfer_encoding.hpp"

namespace postern {

namespace {

/// What a reader sees, and where a click or an answer leads.
constexpr std::array<std::string_view, 8> kRead{
    "Reply-To",
    "Subject",
    "Date",
    "MIME-Version",
    "Content-Type",
    "Content-Disposition",
    "List-Unsubscribe",
    "List-Unsubscribe-Post",
};

void append_field(std::string& text, std::string_view name, std::string_view value) {
    text.append(lower(name)).append(":").append(relaxed_value(value)).append("\n");
}

/// A doubled field counts twice: a reader might show either.
std::string read_fields_of(const HeaderList& headers) {
    std::string text;
    for (const auto& field : headers) {
        if (!iequals(field.name, "From")) continue;
        const auto name = display_name(field.value);
        text.append("from:").append(name ? *name : field.value).append("\n");
    }
    for (const auto name : kRead) {
        for (const auto& field : headers) {
            if (iequals(field.name, name)) append_field(text, name, field.value);
        }
    }
    return text;
}

std::string encodings_of(const HeaderList& headers) {
    std::string text;
    for (const auto& field : headers) {
        if (iequals(field.name, kEncodingField)) append_field(text, kEncodingField, field.value);
    }
    return text;
}

std::string fields_of_part(const MimePart& part) {
    std::string text;
    for (const auto& field : fields_of(part.header)) {
        if (!iequals(field.name, kEncodingField)) append_field(text, field.name, field.value);
    }
    return text;
}

/// Of base64 every character counts, those that only some readers skip as well; nothing on the way
/// writes it anew (RFC 6152 is about 8 bits alone), so there is no need to decode it.
std::string without_white_space(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (const char c : text) {
        if (c != ' ' && c != '\t' && c != '\r' && c != '\n') out += c;
    }
    return out;
}

/// With a word before it, or text that looks like base64 would be the same as what it says.
std::string read_text_of(const MimePart& part) {
    if (part.encoding == "base64") return "base64:" + without_white_space(part.content);
    if (part.encoding != "quoted-printable") return "text:" + relaxed_body(part.content);
    return "text:" + relaxed_body(from_quoted_printable(without_soft_breaks(part.content)));
}

}  // namespace

Digest content_digest(const HeaderList& headers, std::string_view body) {
    auto sum = sha256({"content", read_fields_of(headers)});
    const auto parts = walk_parts(headers, body);
    for (const auto& part : parts.list) {
        sum = sha256({bytes(sum), part.number, fields_of_part(part), read_text_of(part),
                      relaxed_body(part.preamble), relaxed_body(part.epilogue)});
    }
    // Where another reader might see other parts, or other text in them, all of it counts as it is.
    if (!has_one_reading(headers, body, parts)) {
        sum = sha256({bytes(sum), encodings_of(headers), relaxed_body(body)});
    }
    return sum;
}

}  // namespace postern
