// SPDX-License-Identifier: Apache-2.0
#include "postern/trail/entry.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "scanner.hpp"

namespace postern::trail {

namespace {

constexpr std::array<std::pair<std::string_view, Status>, 7> kStatuses{{
    {"queued", Status::none},
    {"sent", Status::sent},
    {"deferred", Status::deferred},
    {"bounced", Status::bounced},
    {"expired", Status::expired},
    {"undeliverable", Status::undeliverable},
    {"deliverable", Status::deliverable},
}};

/// Those that deliver, or say that nothing was delivered. The queue manager does both.
constexpr std::array<std::string_view, 11> kAgents{"smtp", "lmtp",    "local", "virtual",
                                                   "pipe", "error",   "retry", "bounce",
                                                   "qmgr", "discard", "oqmgr"};

/// The daemon of "postfix/smtp", where it is one of these.
std::string_view agent_of(std::string_view program) {
    const auto slash = program.rfind('/');
    if (slash == program.npos) return {};
    const auto name = program.substr(slash + 1);
    return std::find(kAgents.begin(), kAgents.end(), name) == kAgents.end() ? "" : name;
}

/// "4cXyZ1…: ": digits and letters, either form (enable_long_queue_ids).
std::optional<std::string_view> take_queue_id(Scanner& in) {
    constexpr std::size_t kShortest = 5;
    constexpr std::size_t kLongest = 40;
    const auto id = in.all_of("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
    if (id.size() < kShortest || id.size() > kLongest || !in.take(": ")) return std::nullopt;
    return id;
}

/// As many characters as a quoted string has (RFC 5321 section 4.1.2), none where it has no end.
std::size_t extent_of_quoted(std::string_view text) {
    for (std::size_t i = 1; i < text.size(); ++i) {
        if (text[i] == '\\') {
            ++i;
        } else if (text[i] == '"') {
            return i + 1;
        }
    }
    return text.npos;
}

/// "anna@firm.example>", the local part quoted or not.
std::optional<std::string_view> take_address(Scanner& in) {
    const auto text = in.rest();
    const auto local = text.starts_with('"') ? extent_of_quoted(text) : 0;
    if (local == text.npos) return std::nullopt;
    const auto end = text.find('>', local);
    if (end == text.npos) return std::nullopt;
    in = Scanner(text.substr(end + 1));
    return text.substr(0, end);
}

/// "sent (…)": the status ends the fields, and everything behind it is words.
bool take_outcome(Scanner& in, Attempt& attempt) {
    const auto status = in.until(" (");
    if (!status) return false;
    // What bounces where soft_bounce keeps it.
    const auto known = *status == "SOFTBOUNCE" ? Status::deferred : status_from(*status);
    if (!known || *known == Status::none) return false;
    attempt.status = *known;
    attempt.words = in.rest();
    attempt.is_whole = attempt.words.ends_with(')');
    if (attempt.is_whole) attempt.words.remove_suffix(1);
    return true;
}

/// ", relay=…, …, status=… (…)"; fields that a later Postfix may have are passed over.
bool take_fields(Scanner& in, Attempt& attempt) {
    const std::array<std::pair<std::string_view, std::string_view*>, 3> known{
        {{"relay", &attempt.relay}, {"delay", &attempt.delay}, {"dsn", &attempt.dsn}}};
    while (in.take(", ")) {
        const auto key = in.all_of("abcdefghijklmnopqrstuvwxyz_");
        if (key.empty() || !in.take("=")) return false;
        if (key == "status") return take_outcome(in, attempt);
        const auto value = in.rest().substr(0, in.rest().find(", "));
        in.take(value);
        for (const auto& [name, field] : known) {
            if (key == name) *field = value;
        }
    }
    return false;
}

std::optional<Entry> read_attempt(Scanner in, std::string_view queue_id, std::string_view agent) {
    Attempt attempt;
    attempt.queue_id = queue_id;
    attempt.agent = agent;
    const auto to = take_address(in);
    if (!to) return std::nullopt;
    attempt.to = *to;
    if (in.take(", orig_to=<")) {
        const auto before = take_address(in);
        if (!before) return std::nullopt;
        attempt.orig_to = *before;
    }
    if (!take_fields(in, attempt)) return std::nullopt;
    return attempt;
}

/// "b+…@…>, size=1024, nrcpt=1 (queue active)"
std::optional<Entry> read_sender(Scanner in, std::string_view queue_id) {
    const auto from = take_address(in);
    if (!from || !in.take(", ")) return std::nullopt;
    if (in.take("status=expired,") || in.take("status=force-expired,")) return Expired{queue_id};
    const bool is_active = in.take("size=") && !in.digits().empty() && in.take(", nrcpt=") &&
                           !in.digits().empty() && in.rest() == " (queue active)";
    if (!is_active) return std::nullopt;
    return Active{queue_id, *from};
}

}  // namespace

std::string_view name_of(Status status) {
    for (const auto& [name, each] : kStatuses) {
        if (each == status) return name;
    }
    return {};
}

std::optional<Status> status_from(std::string_view name) {
    for (const auto& [each, status] : kStatuses) {
        if (each == name) return status;
    }
    return std::nullopt;
}

std::optional<Entry> read_entry(std::string_view program, std::string_view message) {
    const auto agent = agent_of(program);
    if (agent.empty()) return std::nullopt;
    Scanner in(message);
    const auto queue_id = take_queue_id(in);
    if (!queue_id) return std::nullopt;
    if (in.take("to=<")) return read_attempt(in, *queue_id, agent);
    if (!agent.ends_with("qmgr")) return std::nullopt;
    if (in.take("from=<")) return read_sender(in, *queue_id);
    if (in.rest() == "removed") return Removed{*queue_id};
    return std::nullopt;
}

}  // namespace postern::trail
