// SPDX-License-Identifier: Apache-2.0
//
// What Postfix's log says of a message: which server took it, and in which words. Nothing else
// remembers that once it has left the queue.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "postern/base/time.hpp"
#include "postern/config/settings.hpp"

namespace postern {

/// One attempt at one recipient, as postfix/smtp and its like log it.
struct Attempt {
    std::string queue_id;
    std::string to;
    std::string relay;   ///< "mx.firm.example[192.0.2.1]:25"
    std::string status;  ///< "sent", "deferred", "bounced"
    std::string words;   ///< What the other side said.
    bool operator==(const Attempt&) const = default;
};

/// Of all queue files in which Postfix saw that message, in the log's order. `message_id` with its
/// angle brackets.
std::vector<Attempt> attempts_in(std::string_view log, std::string_view message_id);

/// The log's end, from wherever this Postfix writes it: maillog_file, the usual files, the journal.
/// "" where it can be read in none of them.
std::string read_mail_log(const PostfixSettings& settings, TimePoint since);

}  // namespace postern
