// SPDX-License-Identifier: Apache-2.0
#include "postern/dns/domain_checker.hpp"

#include <algorithm>
#include <condition_variable>
#include <set>
#include <utility>

#include "postern/dns/mail_domain.hpp"

#include "domain_cache.hpp"

namespace postern {

namespace {

using Standing = DomainChecker::Standing;

Standing unknown(std::string_view why, TimePoint expires) {
    return std::make_shared<const DomainStanding>(DomainStanding{
        MailService::unknown, {}, "could not be asked about: " + std::string(why), expires});
}

Duration lifetime(const MailDomainJudgement& judgement, const DnsSettings& settings) {
    if (judgement.service == MailService::unknown) return settings.unknown_ttl;
    const auto ttl = std::clamp(Duration(judgement.ttl), settings.min_ttl, settings.max_ttl);
    return takes_no_mail(judgement.service) ? std::min(ttl, settings.negative_ttl) : ttl;
}

/// The wanted ones that were not asked yet; from now on they count as asked.
std::vector<DnsQuestion> not_asked(std::vector<DnsQuestion> wanted, std::set<DnsQuestion>& asked) {
    std::erase_if(wanted, [&](const DnsQuestion& q) { return !asked.insert(q).second; });
    return wanted;
}

}  // namespace

/// One domain that is being asked about, for all who wait for it.
struct DomainChecker::Lookup {
    struct State {
        DnsAnswers answers{};
        std::set<DnsQuestion> asked{};
        bool judged = false;  ///< From then on what is remembered is right, or about to be.
        Standing standing{};
    };

    explicit Lookup(std::string_view name) : domain(name) {}

    const std::string domain;
    Guarded<State> state;
    std::condition_variable settled;
};

/// Who waits for what: `lookup`, which `is_new` where nobody asks yet, or the `standing` that was
/// there already.
struct DomainChecker::Begun {
    Standing standing{};
    std::shared_ptr<Lookup> lookup{};
    bool is_new = false;
};

Result<std::unique_ptr<DomainChecker>> DomainChecker::open(const DnsSettings& settings,
                                                           const Clock& clock) {
    auto resolver = open_resolver(settings);
    if (!resolver) return resolver.error();
    return std::make_unique<DomainChecker>(settings, clock, *std::move(resolver));
}

DomainChecker::DomainChecker(const DnsSettings& settings, const Clock& clock,
                             std::unique_ptr<Resolver> resolver)
    : settings_(settings),
      clock_(clock),
      cache_(std::make_unique<DomainCache>(static_cast<std::size_t>(settings.cache_entries))),
      resolver_(std::move(resolver)) {}

DomainChecker::~DomainChecker() = default;

DomainChecker::Standing DomainChecker::check(std::string_view domain) {
    return check(domain, settings_.timeout);
}

DomainChecker::Standing DomainChecker::check(std::string_view domain, Duration at_most) {
    if (auto known = cache_->find(domain, clock_.now())) return known;
    auto begun = join_or_begin(domain);
    if (begun.standing) return std::move(begun.standing);
    if (begun.is_new) advance(begun.lookup);
    return wait(*begun.lookup, std::min(at_most, settings_.timeout));
}

DomainChecker::Begun DomainChecker::join_or_begin(std::string_view domain) {
    auto lookups = lookups_.lock();
    const auto now = clock_.now();
    // Once more, under the lock: a lookup leaves it only after its standing is remembered.
    if (auto known = cache_->find(domain, now)) return {std::move(known)};
    std::string name(domain);
    if (const auto found = lookups->find(name); found != lookups->end()) {
        return {nullptr, found->second};
    }
    if (lookups->size() >= static_cast<std::size_t>(settings_.in_flight)) {
        return {unknown("too many questions are under way", now)};
    }
    auto lookup = std::make_shared<Lookup>(name);
    lookups->emplace(std::move(name), lookup);
    return {nullptr, std::move(lookup), true};
}

DomainChecker::Standing DomainChecker::wait(Lookup& lookup, Duration limit) {
    auto state = lookup.state.lock();
    const auto is_settled = [&] { return state->standing != nullptr; };
    if (lookup.settled.wait_for(state.mutex(), limit, is_settled)) return state->standing;
    const bool patient = limit == settings_.timeout;
    const auto kept = patient ? settings_.unknown_ttl : Duration::zero();
    auto standing = unknown("no answer within " + format_duration(limit), clock_.now() + kept);
    if (patient && !state->judged) cache_->put(lookup.domain, standing);
    return standing;
}

/// Asks what has to be asked next, or ends the lookup. Nothing is asked while a lock is held: the
/// answer may come from within ask().
void DomainChecker::advance(const std::shared_ptr<Lookup>& lookup) {
    MailDomainInquiry inquiry;
    {
        auto state = lookup->state.lock();
        if (state->judged) return;
        inquiry = judge_mail_domain(lookup->domain, state->answers);
        inquiry.wanted = not_asked(std::move(inquiry.wanted), state->asked);
        state->judged = inquiry.judgement.has_value();
    }
    for (const auto& question : inquiry.wanted) ask(lookup, question);
    if (inquiry.judgement) settle(*lookup, *std::move(inquiry.judgement));
}

/// Remembers it before the lookup goes, and lets the lookup go before anybody is woken: who asks
/// again finds the one or the other.
void DomainChecker::settle(Lookup& lookup, MailDomainJudgement judgement) {
    const auto expires = clock_.now() + lifetime(judgement, settings_);
    const auto standing = std::make_shared<const DomainStanding>(DomainStanding{
        judgement.service, std::move(judgement.mail_hosts), std::move(judgement.reason), expires});
    cache_->put(lookup.domain, standing);
    lookups_.lock()->erase(lookup.domain);
    lookup.state.lock()->standing = standing;
    lookup.settled.notify_all();
}

void DomainChecker::ask(const std::shared_ptr<Lookup>& lookup, const DnsQuestion& question) {
    resolver_->ask(question, [this, lookup, question](const DnsAnswer& answer) {
        lookup->state.lock()->answers.emplace(question, answer);
        advance(lookup);
    });
}

}  // namespace postern
