// SPDX-License-Identifier: Apache-2.0
#include "part_header.hpp"

#include "postern/base/text.hpp"
#include "postern/mail/header_editor.hpp"

#include "carried_fields.hpp"
#include "header_section.hpp"
#include "long_line.hpp"
#include "utf8.hpp"

namespace postern {
namespace {

/// Folds are written as "\n" by folded(); in a body they are what line ends are there.
std::string with_line_ends(std::string_view text, std::string_view eol) {
    std::string out;
    for (const char c : text) {
        if (c == '\n')
            out += eol;
        else
            out += c;
    }
    return out;
}

/// The field as it was, or written anew where it is not in US-ASCII or a line of it is too long.
/// Postfix looks at the fields of parts as well when it asks whether SMTPUTF8 is needed.
Result<std::string> carried_field(const RawField& field, std::string_view eol) {
    std::string out(field.name);
    if (!is_ascii(field.whole)) {
        const auto value = carried_value({out, std::string(trim(field.value))});
        if (!value) return Error{ErrorCode::invalid, out + ": " + value.error().what};
        return out.append(": ").append(with_line_ends(*value, eol)).append(eol);
    }
    if (!has_long_line(field.whole)) return std::string(field.whole);
    const auto value = folded(unfolded(field.value), field.name.size() + 2);
    return out.append(": ").append(with_line_ends(value, eol)).append(eol);
}

}  // namespace

std::string_view last_empty_line(std::string_view header) {
    std::string_view last;
    for (LineReader lines(header); const auto line = lines.next();) {
        last = line->text.empty() ? line->end : std::string_view{};
    }
    return last;
}

Result<std::string> carried_header(std::string_view header, std::string_view encoding,
                                   std::string_view eol) {
    std::string out;
    for (const auto& field : fields_of(header)) {
        const bool replaced = !encoding.empty() && iequals(field.name, kEncodingField);
        if (replaced) continue;
        const auto carried = carried_field(field, eol);
        if (!carried) return carried;
        out += *carried;
    }
    // Continuations of no field belong to nothing, and would be taken for part of the new field.
    const auto empty_line = last_empty_line(header);
    if (encoding.empty()) return out += empty_line;
    out.append(kEncodingField).append(": ").append(encoding).append(eol);
    return out += empty_line.empty() ? eol : empty_line;
}

}  // namespace postern
