// SPDX-License-Identifier: Apache-2.0
//
// docs/settings.md.
#include "postern/config/reference.hpp"

#include "description.hpp"
#include "sections.hpp"

namespace postern {

namespace {

constexpr std::size_t kTextWidth = 100;

/// What Markdown would read as markup, made text again.
std::string without_markup(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (std::string_view("*_<>[]`\\").find(c) != std::string_view::npos) out += '\\';
        out += c;
    }
    return out;
}

void paragraph(std::string& out, std::string_view text) {
    out += '\n';
    for (const auto& line : wrapped(without_markup(text), kTextWidth))
        out.append(line).append("\n");
}

void heading(std::string& out, std::string_view marks, std::string_view text) {
    out.append("\n").append(marks).append(" ").append(text).append("\n");
}

}  // namespace

std::string settings_markdown() {
    std::string out =
        "<!-- Written by postern_write_references from src/config/settings_table.cpp. -->\n\n"
        "# Settings\n";
    for (const auto text : documentation_opening()) paragraph(out, text);
    paragraph(out,
              "/usr/share/doc/postern/examples/postern.yaml has every setting with its default.");
    for (const auto& group : documented_groups()) {
        heading(out, "##", group.title);
        if (!group.help.empty()) paragraph(out, group.help);
        for (const auto& setting : group.settings) {
            heading(out, "###", '`' + setting.key + '`');
            paragraph(out, setting.help);
            paragraph(out, setting.facts);
        }
    }
    return out;
}

}  // namespace postern
