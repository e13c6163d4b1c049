// SPDX-License-Identifier: Apache-2.0
#include "postern/mail/content_digest.hpp"

#include <array>
#include <string>

#include "postern/base/text.hpp"
#include "postern/mail/mailbox.hpp"
#include "postern/mail/returned.hpp"

#include "header_section.hpp"
#include "mime_parts.hpp"
#include "part_header.hpp"
#include "transfer_encoding.hpp"

namespace postern {

namespace {

/// What a reader sees, and where a click or an answer leads.
constexpr std::array<std::string_view, 7> kRead{
    "Reply-To",
    "Subject",
    "Date",
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

std::string fields_of_part(const MimePart& part) {
    std::string text;
    for (const auto& field : fields_of(part.header)) {
        if (!iequals(field.name, kEncodingField)) append_field(text, field.name, field.value);
    }
    return text;
}

std::string decoded(const MimePart& part) {
    if (part.encoding == "base64") return from_base64(part.content);
    if (part.encoding != "quoted-printable") return relaxed_body(part.content);
    return relaxed_body(from_quoted_printable(without_soft_breaks(part.content)));
}

}  // namespace

Digest content_digest(const HeaderList& headers, std::string_view body) {
    auto sum = sha256({"content", read_fields_of(headers)});
    const auto parts = walk_parts(headers, body);
    for (const auto& part : parts.list) {
        sum = sha256({bytes(sum), part.number, fields_of_part(part), decoded(part),
                      relaxed_body(part.preamble), relaxed_body(part.epilogue)});
    }
    // Where the walk stopped, all of it counts as it is.
    if (parts.too_deep || parts.too_many) sum = sha256({bytes(sum), body});
    return sum;
}

}  // namespace postern
