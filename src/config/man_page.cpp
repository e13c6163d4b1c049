// SPDX-License-Identifier: Apache-2.0
//
// packaging/man/postern.yaml.5, in the man macros of roff (man-pages(7), groff_man(7)).
#include "postern/config/reference.hpp"

#include "description.hpp"
#include "sections.hpp"

namespace postern {

namespace {

constexpr std::size_t kSourceWidth = 90;

/// Without a meaning to roff; a hyphen stays the one that is typed.
std::string without_macros(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '\\') {
            out += "\\e";
        } else if (c == '-') {
            out += "\\-";
        } else {
            out += c;
        }
    }
    return out;
}

/// A line that begins with a dot or a quote would be a request.
void text_line(std::string& out, const std::string& line) {
    if (line.starts_with('.') || line.starts_with('\'')) out += "\\&";
    out.append(line).append("\n");
}

void text_block(std::string& out, std::string_view text) {
    for (const auto& line : wrapped(text, kSourceWidth)) text_line(out, without_macros(line));
}

void macro(std::string& out, std::string_view name, std::string_view text = "") {
    out.append(name);
    if (!text.empty()) out.append(" ").append(text);
    out += '\n';
}

void paragraphs(std::string& out, const std::vector<std::string_view>& texts) {
    for (const auto text : texts) {
        if (text.data() != texts.front().data()) macro(out, ".PP");
        text_block(out, text);
    }
}

void setting(std::string& out, const DocumentedSetting& documented) {
    macro(out, ".TP");
    macro(out, ".B", without_macros(documented.key));
    text_block(out, documented.help);
    macro(out, ".br");
    text_block(out, documented.facts);
}

}  // namespace

std::string settings_man_page() {
    std::string out =
        ".\\\" SPDX-License-Identifier: Apache-2.0\n"
        ".\\\" Written by postern_write_references from src/config/settings_table.cpp.\n"
        ".TH POSTERN.YAML 5 \"\" \"postern\" \"File Formats\"\n"
        ".nh\n.ad l\n"
        ".SH NAME\n"
        "postern.yaml \\- settings of posternd and postern\n"
        ".SH SYNOPSIS\n"
        ".B /etc/postern/postern.yaml\n"
        ".SH DESCRIPTION\n";
    paragraphs(out, documentation_opening());
    macro(out, ".SH", "SETTINGS");
    for (const auto& group : documented_groups()) {
        macro(out, ".SS", without_macros(group.title));
        if (!group.help.empty()) text_block(out, group.help);
        for (const auto& documented : group.settings) setting(out, documented);
    }
    macro(out, ".SH", "SEE ALSO");
    out += ".BR posternd (8),\n.BR postern (8),\n.BR milter (8postfix)\n";
    return out;
}

}  // namespace postern
