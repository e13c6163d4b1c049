// SPDX-License-Identifier: Apache-2.0
#include "postern/mail/content.hpp"

#include "postern/base/text.hpp"

#include "encoded_word.hpp"
#include "header_section.hpp"
#include "long_line.hpp"
#include "mime_parts.hpp"
#include "transfer_encoding.hpp"

namespace postern {
namespace {

/// CRLF and CR alone become LF: files and old systems have all three.
std::string with_lf(std::string_view bytes) {
    std::string out;
    out.reserve(bytes.size());
    while (!bytes.empty()) {
        const auto cr = bytes.find('\r');
        out.append(bytes.substr(0, cr));
        if (cr == bytes.npos) break;
        out += '\n';
        bytes.remove_prefix(cr + 1);
        if (!bytes.empty() && bytes.front() == '\n') bytes.remove_prefix(1);
    }
    return out;
}

/// Where the header section ends: behind the empty line, or before the first line that is neither
/// a field nor a continuation.
std::size_t header_end(std::string_view text) {
    std::size_t at = 0;
    LineReader lines(text);
    for (auto line = lines.next(); line; line = lines.next()) {
        if (line->text.empty()) return at + line->end.size();
        if (!is_continuation(line->text) && !is_field(line->text)) return at;
        at += line->text.size() + line->end.size();
    }
    return at;
}

std::string decoded(std::string_view content, const std::string& encoding) {
    content = content.substr(0, kMostText);
    if (encoding == "quoted-printable") return from_quoted_printable(without_soft_breaks(content));
    if (encoding == "base64") return with_lf(from_base64(content));
    return std::string(content);
}

/// A leaf of a type that nobody understands is shown as it is, which is text.
TextPart leaf(const MimePart& part) {
    TextPart out;
    const auto type = part.type ? *part.type : ContentType{};
    out.type = type.text();
    if (type.type != "text" && type.type != "message" && type.type != "multipart" &&
        out.type != "application/json") {
        return out;
    }
    out.text = to_utf8(decoded(part.content, part.encoding), type.charset);
    return out;
}

bool carries_message(const MimePart& part) {
    return part.type && part.type->is_whole_message() && part.children > 0;
}

/// A multipart whose boundary never comes says what it says in its preamble.
TextPart unopened(const MimePart& part) {
    TextPart out{"text/plain", false, false, {}};
    const auto bytes = part.content.empty() ? part.preamble : part.content;
    out.text = to_utf8(bytes.substr(0, kMostText), "");
    return out;
}

}  // namespace

WholeMessage split_message(std::string_view bytes) {
    auto text = with_lf(bytes);
    if (text.rfind("From ", 0) == 0) text.erase(0, text.find('\n') + 1);
    const auto end = header_end(text);
    WholeMessage out{read_fields(std::string_view(text).substr(0, end)), {}};
    text.erase(0, end);
    out.body = std::move(text);
    return out;
}

HeaderList read_fields(std::string_view section) {
    HeaderList out;
    for (const auto& field : fields_of(section)) {
        out.push_back({std::string(field.name), std::string(trim(field.value))});
    }
    return out;
}

std::vector<TextPart> read_text_parts(const HeaderList& headers, std::string_view body) {
    std::vector<TextPart> out;
    constexpr auto kNone = static_cast<std::size_t>(-1);
    std::size_t carrier = kNone;  // Depth of the message/rfc822 we are in.
    const auto text = with_lf(body);
    const auto parts = walk_parts(headers, text);
    for (const auto& part : parts.list) {
        if (carrier != kNone && part.depth <= carrier) carrier = kNone;
        const bool returned = carrier != kNone;
        if (returned && part.depth == carrier + 1) {
            out.push_back({"message/rfc822", true, true, std::string(part.header)});
        }
        if (carries_message(part)) {
            if (!returned) carrier = part.depth;
        } else if (part.is_leaf()) {
            const bool multipart = part.type && part.type->is_multipart();
            out.push_back(multipart ? unopened(part) : leaf(part));
            out.back().returned = returned;
        } else if (part.type && part.type->is_multipart() && !trim(part.preamble).empty()) {
            out.push_back({"text/preamble", returned, false,
                           to_utf8(part.preamble.substr(0, kMostText), "")});
        }
    }
    return out;
}

std::string header_text(std::string_view value) {
    return decode_encoded_words(unfolded(value));
}

}  // namespace postern
