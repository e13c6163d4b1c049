// SPDX-License-Identifier: Apache-2.0
//
// Resolver: asks DNS, without making anybody wait.
//
// ask() returns at once. `answered` is called once, from the resolver's own thread or from within
// ask(); what goes wrong is an answer as well (DnsAnswer::Kind::no_answer). After the destructor
// has begun it is not called any more, and what it holds is released. All functions are
// thread-safe.
#pragma once

#include <functional>
#include <memory>

#include "postern/base/result.hpp"
#include "postern/config/settings.hpp"
#include "postern/dns/question.hpp"

namespace postern {

class Resolver {
  public:
    using Answered = std::function<void(const DnsAnswer&)>;

    Resolver() = default;
    Resolver(const Resolver&) = delete;
    Resolver& operator=(const Resolver&) = delete;
    virtual ~Resolver() = default;

    virtual void ask(const DnsQuestion& question, Answered answered) = 0;
};

/// libunbound with a thread of its own, and with no more than `in_flight` questions under way: the
/// others wait for their turn. Fails with ErrorCode::unavailable where a file that the settings
/// name (or /etc/resolv.conf, where they name no resolver) cannot be read or used.
Result<std::unique_ptr<Resolver>> open_resolver(const DnsSettings& settings);

}  // namespace postern
