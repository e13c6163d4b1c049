// SPDX-License-Identifier: Apache-2.0
//
// One header field, "Name: value": what is done to it so that it can be carried, and to the display
// names in it.
#include "postern/base/text.hpp"
#include "postern/base/visible.hpp"
#include "postern/mail/content.hpp"
#include "postern/mail/header_editor.hpp"
#include "postern/mail/mailbox.hpp"
#include "postern/mail/returned.hpp"
#include "postern/mail/structure.hpp"

#include "carried_message.hpp"
#include "target.hpp"

namespace postern::fuzz {

namespace {

const Address& ours() {
    static const auto kOurs = Address::parse("notifications@mail.firm.example").value();
    return kOurs;
}

/// As a reader sees it: white space counts once.
std::string said(std::string_view value) {
    std::string out;
    for (const char c : header_text(value)) {
        const bool blank = static_cast<unsigned char>(c) <= ' ' || c == '\x7f';
        if (!blank) out += c;
    }
    return out;
}

void carry(const HeaderList& headers) {
    if (structural_fault(headers, "")) return;
    const auto edits = shorten_lines(headers, "");
    require(edits.has_value(), "a field that is sound can be carried");
    const auto after = edited(headers, *edits);
    if (edits->empty()) return;
    require_carriable(after);
    if (iequals(headers[0].name, "Subject")) {
        require(said(after[0].value) == said(headers[0].value), "a subject says what it said",
                after[0].value);
    }
}

void write_anew(std::string_view value) {
    const HeaderList none;
    HeaderEditor editor(none);
    editor.set("Subject", value);
    const auto edits = editor.take();
    const auto after = edited({}, edits);
    require(after.size() == 1, "one field is one field");
    require(after[0].value.find_first_of(std::string_view("\r\0", 2)) == std::string::npos,
            "no CR and no NUL gets through");
    require(unfolded(after[0].value).find('\n') == std::string::npos, "a line break folds");
}

void name_somebody(std::string_view value) {
    const auto name = display_name(value);
    if (!name) return;
    require(visible_name(*name) == *name, "a display name can be shown", *name);
    const auto written = format_mailbox(*name, ours());
    require_carriable({{"From", written}});
    const auto again = display_name(written);
    require(again.has_value(), "what is written can be read", written);
    require(*again == *name, "a display name is read as it was written", written);
}

}  // namespace

void header_field(std::string_view input) {
    const auto colon = input.find(':');
    std::string name(input.substr(0, colon));
    if (colon == input.npos || !is_printable_ascii(name) || name.empty() ||
        name.find(' ') != name.npos || name.size() > 900) {
        name = "Subject";
    } else {
        input.remove_prefix(colon + 1);
    }
    // A milter is given C strings.
    const std::string value(trim(input.substr(0, input.find('\0'))));
    carry({{name, value}});
    write_anew(value);
    name_somebody(value);
}

}  // namespace postern::fuzz
