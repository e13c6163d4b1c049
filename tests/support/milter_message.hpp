// SPDX-License-Identifier: Apache-2.0
//
// A message on its way through a milter, and what the filter did to it: edits as they came over
// the wire, to be compared as text or to be carried out, as the MTA would. Cannot fail.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "answer.hpp"

namespace postern::testing {

/// One modification packet. `text()` is for comparing: "change_header 1 Subject: Hello",
/// "add_recipient <anna@shop.example>".
struct WireEdit {
    Modification kind;
    std::uint32_t index = 0;  ///< Of a changed or inserted header.
    std::string name;         ///< A header's.
    std::string value;        ///< A header's value, a path, ESMTP arguments behind it, a body.

    [[nodiscard]] std::string text() const;
};

/// What ended a step.
struct MilterReply {
    FilterAnswer answer = FilterAnswer::proceed;
    std::string text;             ///< "550 5.1.1 …" where the filter gave a reply of its own.
    std::vector<WireEdit> edits;  ///< What came before the answer.

    /// Of each edit.
    [[nodiscard]] std::vector<std::string> texts() const;
};

struct MilterMessage {
    std::string sender = "platform@example.com";  ///< Without brackets, as below.
    std::string login{};                          ///< {auth_authen}
    std::vector<std::string> recipients{};
    std::vector<std::pair<std::string, std::string>> headers{};
    std::string body = "Hello\r\n";
    std::string queue_id = "4jXhop1";

    /// The message as it goes on after these edits.
    [[nodiscard]] MilterMessage edited(const std::vector<WireEdit>& edits) const;
    /// "" where there is no such header; the first one's value where there are several.
    [[nodiscard]] std::string header(std::string_view name) const;
};

/// The edit in a packet of that kind; the data's NUL-terminated pieces are its parts.
WireEdit read_edit(Modification kind, std::string_view data);
std::vector<std::string> pieces(std::string_view data);

}  // namespace postern::testing
