// SPDX-License-Identifier: Apache-2.0
#include "milter_message.hpp"

#include <algorithm>

#include <libmilter/mfdef.h>

#include "postern/base/text.hpp"

#include "wire.hpp"

namespace postern::testing {

namespace {

bool has_index(Modification kind) {
    return kind == Modification::change_header || kind == Modification::insert_header;
}

bool is_header(Modification kind) {
    return has_index(kind) || kind == Modification::add_header;
}

std::string unbracketed(std::string_view path) {
    return std::string(path.substr(1, path.find('>') - 1));
}

using Headers = std::vector<std::pair<std::string, std::string>>;

Headers::iterator occurrence(Headers& headers, std::string_view name, std::uint32_t index) {
    return std::find_if(headers.begin(), headers.end(), [&](const auto& header) {
        return iequals(header.first, name) && --index == 0;
    });
}

void change_header(Headers& headers, const WireEdit& edit) {
    const auto at = occurrence(headers, edit.name, edit.index);
    if (at == headers.end()) {
        if (!edit.value.empty()) headers.emplace_back(edit.name, edit.value);
    } else if (edit.value.empty()) {
        headers.erase(at);
    } else {
        at->second = edit.value;
    }
}

}  // namespace

std::vector<std::string> pieces(std::string_view data) {
    std::vector<std::string> all;
    while (!data.empty()) {
        const auto end = std::min(data.find('\0'), data.size());
        all.emplace_back(data.substr(0, end));
        data.remove_prefix(std::min(end + 1, data.size()));
    }
    return all;
}

WireEdit read_edit(Modification kind, std::string_view data) {
    WireEdit edit{kind, 0, {}, {}};
    if (kind == Modification::replace_body) {
        edit.value = data;
        return edit;
    }
    if (has_index(kind)) {
        edit.index = read_u32(data);
        data.remove_prefix(MILTER_LEN_BYTES);
    }
    auto parts = pieces(data);
    parts.resize(2);
    if (is_header(kind)) {
        edit.name = parts[0];
        edit.value = parts[1];
    } else {
        edit.value = parts[1].empty() ? parts[0] : parts[0] + " " + parts[1];
    }
    return edit;
}

std::string WireEdit::text() const {
    std::string said(kModificationNames.at(static_cast<std::size_t>(kind)));
    if (has_index(kind)) said += " " + std::to_string(index);
    if (is_header(kind)) return said + " " + name + ": " + value;
    return said + " " + value;
}

std::vector<std::string> MilterReply::texts() const {
    std::vector<std::string> all;
    for (const auto& edit : edits) all.push_back(edit.text());
    return all;
}

MilterMessage MilterMessage::edited(const std::vector<WireEdit>& edits) const {
    MilterMessage next = *this;
    std::string body_after;
    for (const auto& edit : edits) {
        switch (edit.kind) {
            case Modification::add_recipient:
                next.recipients.push_back(unbracketed(edit.value));
                break;
            case Modification::delete_recipient:
                std::erase(next.recipients, unbracketed(edit.value));
                break;
            case Modification::change_sender:
                next.sender = unbracketed(edit.value);
                break;
            case Modification::add_header:
                next.headers.emplace_back(edit.name, edit.value);
                break;
            case Modification::insert_header:
                next.headers.emplace(next.headers.begin() + edit.index, edit.name, edit.value);
                break;
            case Modification::change_header:
                change_header(next.headers, edit);
                break;
            case Modification::replace_body:
                body_after += edit.value;
                break;
            case Modification::quarantine:
                break;
        }
    }
    if (!body_after.empty()) next.body = body_after;
    return next;
}

std::string MilterMessage::header(std::string_view name) const {
    for (const auto& [field, value] : headers) {
        if (iequals(field, name)) return value;
    }
    return {};
}

}  // namespace postern::testing
