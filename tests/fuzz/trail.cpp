// SPDX-License-Identifier: Apache-2.0
//
// Lines of Postfix's log, with anybody's words in them.
#include <algorithm>

#include "postern/base/visible.hpp"
#include "postern/trail/line.hpp"
#include "postern/trail/tracker.hpp"

#include "target.hpp"

namespace postern::fuzz {

namespace {

using trail::Attempt;
using trail::Entry;

bool is_within(std::string_view part, std::string_view whole) {
    return part.empty() || (part.data() >= whole.data() &&
                            part.data() + part.size() <= whole.data() + whole.size());
}

void check_attempt(const Attempt& attempt, std::string_view message) {
    for (const auto part : {attempt.queue_id, attempt.to, attempt.orig_to, attempt.relay,
                            attempt.delay, attempt.dsn, attempt.words}) {
        require(is_within(part, message), "every field is of the message", part);
    }
    require(message.starts_with(attempt.queue_id), "the queue id comes first", message);
    require(attempt.status != trail::Status::none, "an attempt has an outcome", message);
    const auto shown = trail::shown_reply(attempt);
    // Joiners stay where a script needs them.
    require(visible_name(shown) == shown, "what is kept may be shown", shown);
    require(shown.size() <= 2000, "and is no more than tells something", shown);
    // Whatever a server says changes nothing else.
    const std::string longer = std::string(message) + ", status=sent (250 to=<x@y>, relay=z)";
    const auto again = trail::read_entry("postfix/smtp", longer);
    require(again && std::get<Attempt>(*again).to == attempt.to &&
                std::get<Attempt>(*again).status == attempt.status,
            "words are words", message);
}

void check_message(std::string_view message) {
    require(!trail::read_entry("postfix/smtpd", message), "of no other daemon", message);
    const auto entry = trail::read_entry("postfix/smtp", message);
    if (entry) check_attempt(std::get<Attempt>(*entry), message);
    (void)trail::read_entry("postfix/qmgr", message);
}

/// Nobody's return path is ours here, so nothing is.
void check_tracker(std::string_view input) {
    trail::Tracker tracker([](std::string_view) { return std::optional<trail::Departure>(); }, 2);
    tracker.know("A1B2C3D4E5", {"one", 1});
    while (!input.empty()) {
        const auto line = input.substr(0, input.find('\n'));
        input.remove_prefix(std::min(input.size(), line.size() + 1));
        const auto entry = trail::read_entry("postfix/qmgr", line);
        const auto sighting = entry ? tracker.take(*entry) : std::nullopt;
        if (sighting) require(sighting->queue_id == "A1B2C3D4E5", "nothing made up is ours", line);
        require(tracker.known() <= 1, "nothing made up is remembered", line);
    }
}

}  // namespace

void trail_line(std::string_view input) {
    const auto line = trail::read_line(input);
    if (line) {
        require(is_within(line->program, input) && is_within(line->message, input),
                "a line's parts are its own", input);
        require(line->program.find(' ') == line->program.npos, "a program is a word", input);
        const auto at = trail::time_of(line->stamp, TimePoint{}, [](TimePoint t) { return t; });
        (void)trail::time_of(trail::stamp_of(at), at, [](TimePoint t) { return t; });
        check_message(line->message);
    }
    check_message(input);
    check_tracker(input);
}

}  // namespace postern::fuzz
