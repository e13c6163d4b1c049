// SPDX-License-Identifier: Apache-2.0
#include "message_template.hpp"

#include <algorithm>
#include <utility>

#include "postern/base/text.hpp"

namespace postern {

namespace {

/// Cuts the first line off `text`, without its line end.
std::string_view next_line(std::string_view& text) {
    const auto end = std::min(text.find('\n'), text.size());
    auto line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
}

bool is_folded(std::string_view line) {
    return line.starts_with(' ') || line.starts_with('\t');
}

Result<HeaderLine> parse_header(std::string_view line) {
    const auto colon = line.find(':');
    const auto name = line.substr(0, colon);
    if (colon == std::string_view::npos || name.empty() || name.find(' ') != name.npos) {
        return Error{ErrorCode::invalid,
                     "not a header: " + in_quotes(line) + "; write \"Name: value\""};
    }
    return HeaderLine{std::string(name), std::string(line.substr(colon + 1))};
}

}  // namespace

std::string numbered(std::string_view text, std::uint64_t number) {
    std::string result;
    for (auto at = text.find("%n"); at != text.npos; at = text.find("%n")) {
        result.append(text.substr(0, at)).append(std::to_string(number));
        text.remove_prefix(at + 2);
    }
    return result.append(text);
}

Result<MessageTemplate> MessageTemplate::parse(std::string_view raw) {
    MessageTemplate message;
    for (auto line = next_line(raw); !line.empty(); line = next_line(raw)) {
        if (is_folded(line) && !message.headers_.empty()) {
            message.headers_.back().value.append("\n").append(line);
            continue;
        }
        if (auto added = message.append_header(line); !added) return added.error();
    }
    while (!raw.empty()) message.body_.append(next_line(raw)).append("\r\n");
    return message;
}

Result<void> MessageTemplate::append_header(std::string_view line) {
    auto field = parse_header(line);
    if (!field) return field.error();
    headers_.push_back(std::move(*field));
    return {};
}

Result<void> MessageTemplate::number_header(std::string_view lines) {
    while (!lines.empty()) {
        auto field = parse_header(next_line(lines));
        if (!field) return field.error();
        numbered_headers_.push_back(std::move(*field));
    }
    if (numbered_headers_.empty()) return Error{ErrorCode::invalid, "there is no header in it"};
    const auto& name = numbered_headers_.front().name;
    const auto found = std::find_if(headers_.begin(), headers_.end(), [&](const HeaderLine& field) {
        return iequals(field.name, name);
    });
    numbered_slot_ = static_cast<std::size_t>(found - headers_.begin());
    if (found == headers_.end()) headers_.push_back(numbered_headers_.front());
    return {};
}

const HeaderLine& MessageTemplate::header(std::size_t index, std::uint64_t number) const {
    if (numbered_headers_.empty() || index != numbered_slot_) return headers_[index];
    return numbered_headers_[number % numbered_headers_.size()];
}

}  // namespace postern
