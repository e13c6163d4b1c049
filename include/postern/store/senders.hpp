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
#include "postern/ledger/author.hpp"
#include "postern/ledger/destination.hpp"
#include "postern/ledger/trail.hpp"
#include "postern/sender/choice.hpp"
#include "postern/sender/standing.hpp"

namespace postern {

/// Empty: any.
struct SenderFilter {
    std::string domain{}, provider{};
    int limit = 1000;
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
