// SPDX-License-Identifier: Apache-2.0
//
// DomainChecker: whether a domain takes mail, from memory or from DNS, within a time limit.
//
// What DNS said is remembered for as long as its TTL allows, within the bounds of the settings. A
// domain that is being asked about is asked about once, whoever waits for it. No check takes longer
// than `dns.timeout`; what is answered later is remembered all the same. Where nobody answers, or
// more than `dns.in-flight` domains are being asked about, the standing is `unknown`.
//
// Thread-safe. Never fails: not knowing is a standing. All checks must have returned before the
// destructor begins; questions that are still under way do not keep it waiting.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "postern/base/clock.hpp"
#include "postern/base/guarded.hpp"
#include "postern/base/result.hpp"
#include "postern/config/settings.hpp"
#include "postern/dns/domain_standing.hpp"
#include "postern/dns/resolver.hpp"

namespace postern {

class DomainCache;
struct MailDomainJudgement;

class DomainChecker {
  public:
    /// Never null; shared with whoever asks about the same domain.
    using Standing = std::shared_ptr<const DomainStanding>;

    /// With libunbound; fails as open_resolver() does.
    static Result<std::unique_ptr<DomainChecker>> open(const DnsSettings& settings,
                                                       const Clock& clock);

    /// `clock` says when what is remembered ends; waiting goes by a clock that nobody sets.
    DomainChecker(const DnsSettings& settings, const Clock& clock,
                  std::unique_ptr<Resolver> resolver);
    DomainChecker(const DomainChecker&) = delete;
    DomainChecker& operator=(const DomainChecker&) = delete;
    ~DomainChecker();

    /// `domain` in the form of Address::domain() or parse_domain(): lower case, A-labels.
    [[nodiscard]] Standing check(std::string_view domain);

    /// Waits for `at_most`, or `dns.timeout` where that is shorter: for a session that has one time
    /// limit for several domains.
    [[nodiscard]] Standing check(std::string_view domain, Duration at_most);

  private:
    struct Lookup;
    using Lookups = std::unordered_map<std::string, std::shared_ptr<Lookup>>;
    struct Begun;

    Begun join_or_begin(std::string_view domain);
    Standing wait(Lookup& lookup, Duration limit);
    void advance(const std::shared_ptr<Lookup>& lookup);
    void settle(Lookup& lookup, MailDomainJudgement judgement);
    void ask(const std::shared_ptr<Lookup>& lookup, const DnsQuestion& question);

    const DnsSettings settings_;
    const Clock& clock_;
    std::unique_ptr<DomainCache> cache_;
    Guarded<Lookups> lookups_;
    std::unique_ptr<Resolver> resolver_;  ///< The last: what it calls is still there.
};

}  // namespace postern
