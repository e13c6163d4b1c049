// SPDX-License-Identifier: Apache-2.0
#include "one_reading.hpp"

#include <algorithm>
#include <string>

#include "postern/base/text.hpp"

#include "header_section.hpp"
#include "long_line.hpp"
#include "part_header.hpp"

namespace postern {
namespace {

bool is_hex_digit(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f');
}

bool is_base64_digit(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '+' ||
           c == '/';
}

/// Some take a CR alone for a line end, and see other lines.
bool has_lone_cr(std::string_view body) {
    for (auto at = body.find('\r'); at != body.npos; at = body.find('\r', at + 1)) {
        if (body.substr(at + 1, 1) != "\n") return true;
    }
    return false;
}

/// RFC 2045 section 6.1: one word, and no more than one field of it.
bool is_plain_encoding(const std::vector<std::string_view>& values) {
    if (values.empty()) return true;
    const auto word = lower(trim(values.front()));
    return values.size() == 1 &&
           (is_identity(word) || word == "quoted-printable" || word == "base64");
}

std::vector<std::string_view> encodings_in(const HeaderList& headers) {
    std::vector<std::string_view> values;
    for (const auto& field : headers) {
        if (iequals(field.name, kEncodingField)) values.push_back(field.value);
    }
    return values;
}

std::vector<std::string_view> encodings_in(std::string_view section) {
    std::vector<std::string_view> values;
    for (const auto& field : fields_of(section)) {
        if (iequals(field.name, kEncodingField)) values.push_back(field.value);
    }
    return values;
}

/// Nothing but fields, and the empty line behind them. A blank before the colon or a line of
/// nothing but white space ends the header for some.
bool is_plain_section(std::string_view section) {
    bool any = false;
    for (LineReader lines(section); const auto line = lines.next();) {
        if (line->text.empty()) break;
        if (is_continuation(line->text) && any && !trim(line->text).empty()) continue;
        const auto name = line->text.substr(0, line->text.find(':'));
        if (!is_field(line->text) || trim(name).size() != name.size()) return false;
        any = true;
    }
    return !last_empty_line(section).empty();
}

/// RFC 2045 section 6.8: what is no digit some skip, and some stop at.
bool is_plain_base64(std::string_view text) {
    std::size_t digits = 0;
    std::size_t padding = 0;
    for (const char c : text) {
        if (c == ' ' || c == '\t' || c == '\r' || c == '\n') continue;
        if (c == '=') {
            ++padding;
        } else if (!is_base64_digit(c) || padding > 0) {
            return false;
        } else {
            ++digits;
        }
    }
    return padding <= 2 && (digits + padding) % 4 == 0;
}

/// RFC 2045 section 6.7: behind "=" two digits, or the end of a line that goes on.
bool is_plain_quoted_printable(std::string_view text) {
    for (LineReader lines(text); const auto line = lines.next();) {
        const auto written = trim(line->text);
        for (auto at = written.find('='); at != written.npos; at = written.find('=', at + 1)) {
            const auto behind = written.substr(at + 1, 2);
            if (behind.empty() && !line->end.empty()) break;
            if (behind.size() < 2 || !is_hex_digit(behind[0]) || !is_hex_digit(behind[1]))
                return false;
        }
    }
    return true;
}

bool is_plain_content(const MimePart& part) {
    // Only what it is made of may be encoded (RFC 2045 section 6.4); some decode it nevertheless.
    if (part.type->is_composite() && !is_identity(part.encoding)) return false;
    if (part.encoding == "base64") return is_plain_base64(part.content);
    return part.encoding != "quoted-printable" || is_plain_quoted_printable(part.content);
}

bool is_plain_part(const MimePart& part) {
    if (part.depth > 0 &&
        !(is_plain_section(part.header) && is_plain_encoding(encodings_in(part.header)))) {
        return false;
    }
    const bool is_whole = !part.opened || (part.exact && part.closed);
    return part.type && is_whole && is_plain_content(part);
}

}  // namespace

bool has_one_reading(const HeaderList& headers, std::string_view body, const MimeParts& parts) {
    return !parts.too_deep && !parts.too_many && !has_lone_cr(body) &&
           is_plain_encoding(encodings_in(headers)) &&
           std::all_of(parts.list.begin(), parts.list.end(), is_plain_part);
}

}  // namespace postern
