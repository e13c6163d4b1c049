// SPDX-License-Identifier: Apache-2.0
#include "html_text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>

#include "postern/base/text.hpp"

namespace postern {
namespace {

struct Entity {
    std::string_view name;
    std::string_view text;
};
constexpr std::array kEntities{
    Entity{"lt", "<"},     Entity{"gt", ">"},     Entity{"amp", "&"},    Entity{"quot", "\""},
    Entity{"nbsp", " "},   Entity{"apos", "'"},   Entity{"rsquo", "'"},  Entity{"lsquo", "'"},
    Entity{"ldquo", "\""}, Entity{"rdquo", "\""}, Entity{"ndash", "-"},  Entity{"mdash", "-"},
    Entity{"auml", "ä"},   Entity{"ouml", "ö"},   Entity{"uuml", "ü"},   Entity{"szlig", "ß"},
    Entity{"eacute", "é"}, Entity{"egrave", "è"}, Entity{"agrave", "à"}, Entity{"ccedil", "ç"},
    Entity{"iacute", "í"}, Entity{"oacute", "ó"}, Entity{"aacute", "á"}, Entity{"uacute", "ú"},
    Entity{"ntilde", "ñ"}, Entity{"atilde", "ã"}, Entity{"otilde", "õ"}, Entity{"ecirc", "ê"},
    Entity{"commat", "@"}, Entity{"period", "."}, Entity{"colon", ":"},  Entity{"hyphen", "-"}};

/// Of these a line ends; of all others, words go on.
constexpr std::array<std::string_view, 22> kBlocks{
    "p",  "br", "div", "tr",  "td", "th", "li",    "ul",      "ol",      "table",  "h1",
    "h2", "h3", "h4",  "pre", "hr", "dt", "title", "section", "article", "header", "blockquote"};

/// Appends what "&…;" at `at` stands for, and moves behind it; a bare "&" is one.
void take_entity(std::string_view html, std::size_t& at, std::string& out) {
    constexpr std::size_t kLongest = 10;
    const auto end = html.substr(at, kLongest).find(';');
    const auto name = end == html.npos ? std::string_view() : html.substr(at + 1, end - 1);
    const auto known = std::find_if(kEntities.begin(), kEntities.end(),
                                    [&](const Entity& entity) { return entity.name == name; });
    std::uint32_t code = 0;
    if (name.starts_with('#')) {
        const bool hex = name.size() > 1 && lower(name[1]) == 'x';
        const auto digits = name.substr(hex ? 2 : 1);
        std::from_chars(digits.data(), digits.data() + digits.size(), code, hex ? 16 : 10);
    }
    constexpr std::uint32_t kSpace = 0xA0;
    constexpr std::uint32_t kApostrophe = 0x2019;
    if (known != kEntities.end()) {
        out.append(known->text);
    } else if (code == kSpace || code == kApostrophe) {
        out += code == kSpace ? ' ' : '\'';
    } else if (code >= ' ' && code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF)) {
        append_utf8(out, code);
    } else {
        out += html[at++];
        return;
    }
    at += end + 1;
}

/// "/td", "br": the name in the tag that begins at `at`.
std::string tag_at(std::string_view html, std::size_t at) {
    constexpr std::size_t kLongest = 12;
    auto name = html.substr(at + 1, kLongest);
    const bool closes = name.starts_with('/');
    if (closes) name.remove_prefix(1);
    const auto end = std::find_if(name.begin(), name.end(), [](char c) {
        return !((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'));
    });
    return lower(name.substr(0, static_cast<std::size_t>(end - name.begin())));
}

/// What no reader sees.
std::size_t behind_hidden(std::string_view html, std::size_t at, std::string_view tag) {
    if (tag != "style" && tag != "script") return at;
    const auto end = html.find("</", at);
    return end == html.npos ? html.size() : end;
}

/// "<anna@firm.example>", which many a writer forgets to escape.
bool is_address(std::string_view inside) {
    return inside.find('@') != inside.npos && inside.find_first_of(" \t\n=") == inside.npos;
}

}  // namespace

std::string text_of_html(std::string_view html) {
    std::string out;
    for (std::size_t at = 0; at < html.size();) {
        const char c = html[at];
        if (c == '&') {
            take_entity(html, at, out);
            continue;
        }
        if (c != '<') {
            out += c;  // A line end too: what calls itself HTML is often plain text.
            ++at;
            continue;
        }
        const auto end = html.find('>', at);
        if (end == html.npos) return out.append(html.substr(at));
        const auto tag = tag_at(html, at);
        if (is_address(html.substr(at + 1, end - at - 1))) {
            out.append(html.substr(at, end + 1 - at));
        } else if (std::find(kBlocks.begin(), kBlocks.end(), tag) != kBlocks.end()) {
            out += '\n';
        }
        at = behind_hidden(html, end + 1, tag);
    }
    return out;
}

}  // namespace postern
