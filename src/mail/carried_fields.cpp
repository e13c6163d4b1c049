// SPDX-License-Identifier: Apache-2.0
#include "carried_fields.hpp"

#include <algorithm>
#include <map>

#include "postern/base/text.hpp"
#include "postern/mail/header_editor.hpp"

#include "ascii_mailboxes.hpp"
#include "ascii_parameters.hpp"
#include "encoded_word.hpp"
#include "field_syntax.hpp"
#include "header_section.hpp"
#include "long_line.hpp"
#include "utf8.hpp"

namespace postern {
namespace {

bool fits(std::string_view name, std::string_view value) {
    constexpr std::size_t kColonAndBlank = 2;
    const auto first_line = std::min(value.find('\n'), value.size());
    return name.size() + kColonAndBlank + first_line <= kLongestLine && !has_long_line(value);
}

/// Printable, and folded so that no reader takes a fold for the header's end.
bool is_tidy(std::string_view value) {
    const auto odd = [](char c) {
        return (c >= 0 && c < ' ' && c != '\t' && c != '\n') || c == '\x7f';
    };
    if (std::any_of(value.begin(), value.end(), odd)) return false;
    for (auto at = value.find('\n'); at != value.npos; at = value.find('\n', at + 1)) {
        const auto line = value.substr(at + 1, value.find('\n', at + 1) - at - 1);
        if (!is_continuation(line) || trim(line).empty()) return false;
    }
    return true;
}

/// The whole text, so that nothing changes where encoded words meet others.
Result<std::string> as_encoded_words(std::string_view value) {
    const auto text = decode_encoded_words(unfolded(value));
    if (text.find("=?") != text.npos) {
        return invalid("its encoded words are of a charset that cannot be written anew");
    }
    return encode_words(text);
}

/// In US-ASCII, with blanks where it can be folded.
Result<std::string> written_anew(FieldSyntax syntax, std::string_view value) {
    if (!is_utf8(value)) return invalid("it holds octets that are neither US-ASCII nor UTF-8");
    switch (syntax) {
        case FieldSyntax::text:
            return as_encoded_words(value);
        case FieldSyntax::mailboxes:
            return ascii_mailboxes(unfolded(value));
        case FieldSyntax::parameters:
            return ascii_parameters(unfolded(value));
        case FieldSyntax::structured:
            break;
    }
    if (is_ascii(value)) return std::string(value);
    return invalid("only US-ASCII is allowed there");
}

}  // namespace

Result<std::string> carried_value(const HeaderField& field) {
    if (is_ascii(field.value)) {
        auto as_it_is = header_value(field.name, unfolded(field.value));
        if (fits(field.name, as_it_is)) return as_it_is;
    }
    const auto value = written_anew(syntax_of(field.name), field.value);
    if (!value) return value;
    auto folded_anew = header_value(field.name, unfolded(*value));
    if (fits(field.name, folded_anew)) return folded_anew;
    return invalid("a line of more than 998 octets has no blank where it could be folded");
}

Result<Edits> carried_fields(const HeaderList& headers) {
    Edits edits;
    std::map<std::string, int> occurrences;
    for (const auto& field : headers) {
        const auto occurrence = ++occurrences[lower(field.name)];
        if (is_ascii(field.value) && fits(field.name, field.value) && is_tidy(field.value))
            continue;
        auto value = carried_value(field);
        // For a milter, a field without a value is one to be removed.
        if (value && value->empty()) value = invalid("it holds control characters alone");
        if (!value) return invalid(field.name.substr(0, 78) + ": " + value.error().what);
        edits.push_back(ChangeHeader{field.name, occurrence, *std::move(value)});
    }
    return edits;
}

}  // namespace postern
