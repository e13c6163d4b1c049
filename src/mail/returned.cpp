// SPDX-License-Identifier: Apache-2.0
#include "postern/mail/returned.hpp"

#include <algorithm>

#include "postern/base/text.hpp"

#include "mime_parts.hpp"

namespace postern {

namespace {

constexpr auto is_blank = [](char c) { return c == ' ' || c == '\t'; };

/// Up to the line that begins with `delimiter`; nothing where there is none.
std::optional<std::string_view> up_to_delimiter(std::string_view text,
                                                const std::string& delimiter) {
    const auto line = "\n" + delimiter;
    for (auto at = text.find(line); at != std::string_view::npos; at = text.find(line, at + 1)) {
        // A boundary inside may begin as this one does.
        const auto rest = text.substr(at + line.size());
        if (!rest.empty() && !is_blank(rest[0]) && rest[0] != '\r' && rest[0] != '\n' &&
            !rest.starts_with("--")) {
            continue;
        }
        text = text.substr(0, at);
        if (text.ends_with('\r')) text.remove_suffix(1);
        return text;
    }
    return std::nullopt;
}

/// White space as single blanks, none at the end.
void append_relaxed(std::string& out, std::string_view line) {
    for (const auto* at = line.begin(); at != line.end();) {
        const auto* blank = std::find_if(at, line.end(), is_blank);
        out.append(at, blank);
        at = std::find_if_not(blank, line.end(), is_blank);
        if (at != line.end()) out += ' ';
    }
}

struct ToField {
    HeaderList& headers;

    /// The field of that name and number, or the end.
    [[nodiscard]] HeaderList::iterator find(const std::string& name, int occurrence) const {
        return std::find_if(headers.begin(), headers.end(), [&](const HeaderField& field) {
            return iequals(field.name, name) && --occurrence == 0;
        });
    }
    void operator()(const ChangeHeader& e) const {
        const auto at = find(e.name, e.occurrence);
        if (at == headers.end()) {
            headers.push_back({e.name, e.value});
        } else {
            at->value = e.value;
        }
    }
    void operator()(const RemoveHeader& e) const {
        const auto at = find(e.name, e.occurrence);
        if (at != headers.end()) headers.erase(at);
    }
    void operator()(const AddHeader& e) const { headers.push_back({e.name, e.value}); }
    void operator()(const auto&) const {}
};

}  // namespace

std::optional<WholeMessage> returned_message(const HeaderList& headers, std::string_view body) {
    const auto parts = walk_parts(headers, body);
    const auto& report = parts.list.front();
    if (!report.type || !report.type->is_multipart() || report.type->boundary.empty()) {
        return std::nullopt;
    }
    const auto carrier = std::find_if(parts.list.begin(), parts.list.end(), [](const auto& part) {
        return part.depth == 1 && part.type && part.type->is_whole_message() && part.children > 0;
    });
    if (carrier == parts.list.end() || carrier + 1 == parts.list.end()) return std::nullopt;
    const auto begin = static_cast<std::size_t>((carrier + 1)->header.data() - body.data());
    const auto whole = up_to_delimiter(body.substr(begin), "--" + report.type->boundary);
    if (!whole) return std::nullopt;
    return split_message(*whole);
}

HeaderList edited(HeaderList headers, const Edits& edits) {
    for (const auto& edit : edits) std::visit(ToField{headers}, edit);
    return headers;
}

std::string relaxed_value(std::string_view value) {
    std::string out;
    append_relaxed(out, unfolded(value));
    return out;
}

std::string relaxed_body(std::string_view body) {
    std::string out;
    out.reserve(body.size());
    while (!body.empty()) {
        const auto end = std::min(body.find('\n'), body.size());
        auto line = body.substr(0, end);
        if (line.ends_with('\r')) line.remove_suffix(1);
        append_relaxed(out, line);
        out += '\n';
        body.remove_prefix(std::min(end + 1, body.size()));
    }
    out.erase(out.find_last_not_of('\n') + 1);
    return out;
}

}  // namespace postern
