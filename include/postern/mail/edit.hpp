// SPDX-License-Identifier: Apache-2.0
//
// What is to be changed about a message, as values: decided without I/O, carried out in one place
// (milter/apply.cpp), compared in tests. In the order in which they stand.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "postern/address/address.hpp"

namespace postern {

struct SetSender {
    std::string address;       ///< Without angle brackets; empty for the null path.
    std::string esmtp_args{};  ///< "RET=HDRS ENVID=…" (RFC 3461 section 4) or nothing.
    bool operator==(const SetSender&) const = default;
};
struct AddRecipient {
    std::string address;
    bool operator==(const AddRecipient&) const = default;
};
struct RemoveRecipient {
    std::string path;  ///< Exactly as RCPT TO gave it.
    bool operator==(const RemoveRecipient&) const = default;
};
/// Appends where the field is absent, as libmilter does.
struct ChangeHeader {
    std::string name;
    int occurrence = 1;  ///< Counted from 1 among the fields of that name.
    std::string value;
    bool operator==(const ChangeHeader&) const = default;
};
struct RemoveHeader {
    std::string name;
    int occurrence = 1;
    bool operator==(const RemoveHeader&) const = default;
};
struct AddHeader {
    std::string name;
    std::string value;
    bool operator==(const AddHeader&) const = default;
};
struct ReplaceBody {
    std::string body;
    bool operator==(const ReplaceBody&) const = default;
};

using Edit = std::variant<SetSender, AddRecipient, RemoveRecipient, ChangeHeader, RemoveHeader,
                          AddHeader, ReplaceBody>;
using Edits = std::vector<Edit>;

}  // namespace postern
