// SPDX-License-Identifier: Apache-2.0
#include "postern/address/address.hpp"

#include <algorithm>

#include "postern/base/text.hpp"

#include "mailbox_parts.hpp"

namespace postern {
namespace {

Error no_address(std::string_view text, std::string_view why) {
    return {ErrorCode::invalid, in_quotes(text) + " is no mail address: " + std::string(why)};
}

}  // namespace

Result<Address> Address::parse(std::string_view text) {
    const auto parts = parse_mailbox(text);
    if (!parts) return no_address(text, parts.error().what);
    const auto& [local, domain] = *parts;
    if (!domain.objection.empty()) {
        return no_address(text, "the domain " + std::string(domain.objection));
    }
    return Address(local.text + '@' + domain.text, local.text.size());
}

bool Address::needs_smtputf8() const {
    return std::any_of(text_.begin(), text_.end(), [](char c) { return (c & 0x80) != 0; });
}

Result<Address> Address::parse_path(std::string_view path) {
    if (path.empty() || path == "<>") return no_address(path, "it is the null path");
    const bool opened = path.front() == '<';
    const bool closed = path.back() == '>';
    if (opened != closed) return no_address(path, "its angle brackets do not match");
    // Postfix leaves the brackets out for mail of its own making.
    if (opened) path = path.substr(1, path.size() - 2);
    if (path.front() == '@') return no_address(path, "it has a source route");
    return parse(path);
}

}  // namespace postern
