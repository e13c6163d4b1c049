// SPDX-License-Identifier: Apache-2.0
//
// One notification: one agent of one draft, and what became of it. Plain values.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "postern/base/time.hpp"
#include "postern/chat/account.hpp"

namespace postern {

enum class Fate {
    issued,     ///< The draft was accepted; OUT has not seen this notification yet.
    parked,     ///< Waiting for the end of its grace window in Postfix's queue.
    sent,       ///< Given back to Postfix, rewritten.
    withheld,   ///< A rule objected.
    merged,     ///< Another agent's copy to the same address stands for it.
    given_up,   ///< Postfix no longer has it, and it was never decided.
    set_aside,  ///< It met a defect again and again: on hold in Postfix, for an operator.
};
std::string_view name_of(Fate fate);
std::optional<Fate> fate_from(std::string_view name);
/// Whether nothing more will happen to it.
inline bool is_final(Fate fate) {
    return fate != Fate::issued && fate != Fate::parked;
}
/// Whether it was decided. What was given up was not: if it turns up after all, it is.
inline bool is_decided(Fate fate) {
    return is_final(fate) && fate != Fate::given_up;
}

/// The reason on record of what was set aside because it does not say what was accepted.
inline constexpr std::string_view kChanged = "changed";

struct Notification {
    std::string id;  ///< base32 of 10 bytes, from (account, draft, agent): gateway/identity.hpp.
    std::string account;
    std::string draft;
    std::string agent;
    Kind kind = Kind::offline_message;
    std::string chat;
    Fate fate = Fate::issued;
    std::string rule;     ///< "O2"; "" where it was sent, but to a fallback.
    std::string reason;   ///< "agent-online", likewise.
    std::string address;  ///< Final address, where one was found.
    std::string sender_domain;
    std::string message_id;  ///< Without angle brackets.
    std::string queue_id;    ///< Hop 1's: what Postfix is asked to present again.
    TimePoint occurred;
    TimePoint accepted;
    TimePoint due;  ///< End of the grace window.
    std::optional<TimePoint> decided{};
    std::string provider{};  ///< Who runs the address's mail.
    int attempt = 1;         ///< 2: it left once more, from another sender domain.
    /// What presented it at OUT when it was decided: hop 1's queue file then, which is another than
    /// `queue_id` after `postsuper -r`, and the address that the site gave it, if it did. "" where
    /// it was decided at DRAFT, or by a version that did not record it.
    std::string delivery{};
    /// Not recorded: the same for the files that it was in before, if it was queued again.
    std::vector<std::string> earlier_deliveries{};
    bool operator==(const Notification&) const = default;
};

/// Why a notification is given up; the record's words.
namespace gave_up {
inline constexpr const char* kRefused = "refused";           ///< OUT answered 5xx.
inline constexpr const char* kExpired = "expired";           ///< Older than Postfix keeps anything.
inline constexpr const char* kNeverQueued = "never-queued";  ///< The client never came back.
inline constexpr const char* kGone = "gone";                 ///< Somebody removed it.
/// It may have been decided, and sent: the record is an earlier copy that was put back since.
inline constexpr const char* kRestored = "restored";
}  // namespace gave_up

/// A notification that Postfix no longer has although it was never decided.
struct GivenUp {
    std::string id;
    std::string queue_id;  ///< Where it waited: one that was issued anew is not meant.
    std::string reason;
    TimePoint at;
    bool operator==(const GivenUp&) const = default;
};

}  // namespace postern
