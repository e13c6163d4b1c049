// SPDX-License-Identifier: Apache-2.0
//
// What Postfix's log says of a queue file on its way: that it is active, what became of a delivery
// attempt, that it expired, that it was removed.
//
// The forms are those of the delivery agents and of qmgr(8), Postfix 3.5 to 3.10, read from the
// left, field by field: a remote server's words come last, in parentheses, and are only words,
// whatever they say. A line that was cut off has words without their end. Lines of other programs,
// and what they say otherwise, are no entry; that is found out without a look at the whole. Pure;
// views into the message.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <variant>

#include "postern/base/time.hpp"

namespace postern::trail {

enum class Status : std::uint8_t {
    none,  ///< Not tried yet.
    sent,
    deferred,
    bounced,
    expired,
    undeliverable,  ///< Of a probe (sendmail -bv), as the next.
    deliverable,
};

/// "sent"; "queued" for none.
std::string_view name_of(Status status);
std::optional<Status> status_from(std::string_view name);

/// "from=<…>, size=…, nrcpt=… (queue active)": its recipients are about to be tried.
struct Active {
    std::string_view queue_id;
    std::string_view from;  ///< As it is written, without the brackets.
    bool operator==(const Active&) const = default;
};

/// "to=<…>, relay=…, …, status=… (…)"
struct Attempt {
    std::string_view queue_id;
    std::string_view agent;    ///< Which of Postfix's delivery agents: "smtp", "error".
    std::string_view to;       ///< As it is written, without the brackets.
    std::string_view orig_to;  ///< Before Postfix rewrote it; "" where it did not.
    std::string_view relay;    ///< "mx.example[192.0.2.1]:25", "none", "local", a socket's name.
    std::string_view delay;    ///< Seconds since it came, such as "0.35".
    std::string_view dsn;      ///< RFC 3463, such as "4.2.2".
    Status status = Status::none;
    std::string_view words;  ///< Whosever they are, without the parentheses.
    bool is_whole = true;    ///< false: the line was cut off.
    bool operator==(const Attempt&) const = default;
};

/// "from=<…>, status=expired, returned to sender", or because somebody asked (postsuper -e).
struct Expired {
    std::string_view queue_id;
    bool operator==(const Expired&) const = default;
};

/// "removed": it is in the queue no more.
struct Removed {
    std::string_view queue_id;
    bool operator==(const Removed&) const = default;
};

using Entry = std::variant<Active, Attempt, Expired, Removed>;

/// `program` is syslog's name for it: that of the instance or service, and the daemon's behind the
/// last "/" ("postfix/smtp", "postfix-out/relay/smtp").
std::optional<Entry> read_entry(std::string_view program, std::string_view message);

}  // namespace postern::trail
