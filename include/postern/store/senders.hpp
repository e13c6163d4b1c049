// SPDX-License-Identifier: Apache-2.0
//
// The part of the state that says how the sender domains stand with the providers, what they sent
// there and what came back. State is one of these; changes return when they are durable, together
// with their entry in the trail.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "postern/base/result.hpp"
#include "postern/base/time.hpp"
#include "postern/sender/choice.hpp"
#include "postern/sender/standing.hpp"
#include "postern/store/author.hpp"

namespace postern {

/// A message that is ready to leave for one destination: from that sender domain, and saying, at a
/// fallback, that this rule kept it from its agent.
struct ReadyMessage {
    std::string sender_domain;
    std::string rule;  ///< "" at the address it was meant for.
    bool operator==(const ReadyMessage&) const = default;
};

/// Where a notification may go, and from which sender domains, the preferred one first.
struct Destination {
    std::string address;
    std::string provider;
    std::vector<SenderCandidate> senders{};
    /// What may be recorded as sent, since its message is ready; where there is no list, anything.
    std::optional<std::vector<ReadyMessage>> ready{};
};

/// Empty: any.
struct SenderFilter {
    std::string domain{}, provider{};
    int limit = 1000;
};

/// One entry of the trail.
struct SenderChange {
    std::string domain;
    std::string provider;
    std::string what;  ///< suspended, probing, recovered, resumed
    std::string cause;
    std::string author;
    std::string why;
    TimePoint at;
    std::optional<TimePoint> until{};  ///< Of "suspended": none until an operator resumes it.
    int step = 0;                      ///< Which suspension in a row.
    std::string account{};             ///< Whose notifications it was about; empty: everybody's.
};

/// What a sender domain sent to a provider, and what came back.
struct SenderRecord {
    std::string domain;
    std::string provider;
    SenderTraffic traffic{};
};

class Senders {
  public:
    Senders() = default;
    Senders(const Senders&) = delete;
    Senders& operator=(const Senders&) = delete;
    virtual ~Senders() = default;

    virtual Result<std::vector<SenderStanding>> sender_standings(const SenderFilter& filter) = 0;
    /// Newest first.
    virtual Result<std::vector<SenderChange>> sender_changes(const SenderFilter& filter) = 0;
    /// Those that sent most first; counted by the hour, and kept for eight days.
    virtual Result<std::vector<SenderRecord>> sender_traffic(const SenderFilter& filter,
                                                             TimePoint since) = 0;
    /// What each domain sent on the day (UTC) of `at`, to all providers together.
    virtual Result<std::vector<SenderRecord>> sent_on_day(TimePoint at) = 0;

    /// By hand.
    virtual Result<void> suspend_sender(SenderStanding standing, Author author) = 0;
    /// By hand; how many standings there were: at every provider where none is named.
    virtual Result<int> resume_sender(std::string domain, std::string provider, Author author) = 0;
};

}  // namespace postern
