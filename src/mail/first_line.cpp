// SPDX-License-Identifier: Apache-2.0
#include "postern/mail/first_line.hpp"

#include <algorithm>

#include "postern/base/text.hpp"

#include "header_section.hpp"
#include "mime_parts.hpp"
#include "transfer_encoding.hpp"

namespace postern {

namespace {

bool is_attachment(const MimePart& part) {
    const auto fields = fields_of(part.header);
    return std::any_of(fields.begin(), fields.end(), [](const RawField& field) {
        return iequals(field.name, "Content-Disposition") &&
               istarts_with(trim(field.value), "attachment");
    });
}

/// Only the parts that are read at once: not inside a message that is attached.
const MimePart* first_text(const MimeParts& parts, std::string_view subtype) {
    for (const auto& part : parts.list) {
        if (part.type && part.type->is_whole_message()) return nullptr;
        if (part.sealed || !part.is_leaf() || !part.type || is_attachment(part)) continue;
        if (part.content.data() == nullptr) continue;
        if (part.type->type == "text" && part.type->subtype == subtype &&
            !has_wide_characters(*part.type)) {
            return &part;
        }
    }
    return nullptr;
}

std::string escaped_for_html(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '&') {
            out += "&amp;";
        } else if (c == '<') {
            out += "&lt;";
        } else {
            out += c;
        }
    }
    return out;
}

/// Behind the tag of the body element, or where there is none at the beginning.
std::size_t top_of_html(std::string_view html) {
    const auto lowered = lower(html);
    for (auto at = lowered.find("<body"); at != std::string::npos;
         at = lowered.find("<body", at + 1)) {
        const auto next = at + 5 < lowered.size() ? lowered[at + 5] : '>';
        if (next != '>' && !trim(std::string_view(&next, 1)).empty()) continue;
        // Where this tag has no end, none behind it has one: looking on would be quadratic.
        const auto end = lowered.find('>', at);
        return end == std::string::npos ? 0 : end + 1;
    }
    return 0;
}

struct Insertion {
    std::size_t at;
    std::string text;
};

Insertion insertion_into(const MimePart& part, std::string_view content, std::string_view line,
                         std::string_view eol) {
    const std::string end(eol);
    if (part.type->subtype == "html") {
        return {top_of_html(content), end + "<p>" + escaped_for_html(line) + "</p>" + end};
    }
    return {0, std::string(line) + end + end};
}

std::string with_insertion(const MimePart& part, std::string_view content, std::string_view line,
                           std::string_view eol) {
    const auto [at, text] = insertion_into(part, content, line, eol);
    return std::string(content.substr(0, at)).append(text).append(content.substr(at));
}

/// Nothing where the encoding is none that is known.
std::optional<std::string> with_line(const MimePart& part, std::string_view line,
                                     std::string_view eol) {
    if (is_identity(part.encoding)) return with_insertion(part, part.content, line, eol);
    if (part.encoding == "quoted-printable") {
        const auto text = from_quoted_printable(without_soft_breaks(part.content));
        return to_quoted_printable(with_insertion(part, text, line, "\r\n"), eol);
    }
    if (part.encoding == "base64") {
        auto encoded =
            to_base64(with_insertion(part, from_base64(part.content), line, "\r\n"), eol);
        // What follows an empty part may be its delimiter, without a line end of its own.
        const bool is_whole_line = part.content.empty() || part.content.ends_with(eol);
        return is_whole_line ? encoded.append(eol) : encoded;
    }
    return std::nullopt;
}

}  // namespace

std::optional<std::string> with_first_line(const HeaderList& headers, std::string_view body,
                                           std::string_view line) {
    const std::string_view eol =
        body.find("\r\n") == body.npos && body.find('\n') != body.npos ? "\n" : "\r\n";
    const auto parts = walk_parts(headers, body);
    std::string out(body);
    bool changed = false;
    std::vector<const MimePart*> found{first_text(parts, "plain"), first_text(parts, "html")};
    std::erase(found, nullptr);
    // From the last to the first: what stands before a change keeps its place.
    std::sort(found.begin(), found.end(), [](const MimePart* a, const MimePart* b) {
        return a->content.data() > b->content.data();
    });
    for (const auto* part : found) {
        const auto replaced = with_line(*part, line, eol);
        if (!replaced) continue;
        out.replace(static_cast<std::size_t>(part->content.data() - body.data()),
                    part->content.size(), *replaced);
        changed = true;
    }
    return changed ? std::optional(std::move(out)) : std::nullopt;
}

}  // namespace postern
