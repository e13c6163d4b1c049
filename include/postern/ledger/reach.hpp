// SPDX-License-Identifier: Apache-2.0
//
// Reach: which facts a request may look at. An engine loads them before anything is decided.
//
// A reach is small, however large a draft is: single notifications by their id, the copies of a
// draft that went to one address, single subjects. Each part is a set, so that what several
// requests of a batch look at is loaded once.
#pragma once

#include <compare>
#include <optional>
#include <set>
#include <string>

#include "postern/base/time.hpp"
#include "postern/bounce/attribution.hpp"
#include "postern/ledger/change.hpp"
#include "postern/ledger/request.hpp"
#include "postern/ledger/terms.hpp"

namespace postern::ledger {

// clang-tidy 14 takes the 0 of a defaulted comparison for a pointer.
// NOLINTBEGIN(modernize-use-nullptr)

struct DraftRef {
    std::string account;
    std::string draft;
    auto operator<=>(const DraftRef&) const = default;
};
/// The copies of a draft that went to one mailbox.
struct SentTo {
    DraftRef draft;
    std::string address;
    bool any_spelling = false;  ///< AddressComparison::is_loose(): all that the draft sent.
    auto operator<=>(const SentTo&) const = default;
};
struct NotificationReach {
    std::set<std::string> ids{};
    std::set<DraftRef> drafts{};  ///< Which notifications they have, and the fate of each.
    std::set<SentTo> sent_to{};
    std::set<std::string> loss_reports{};  ///< By account.
    bool accounts = false;                 ///< Whether the site has several.
    bool restored = false;                 ///< When the record was put back from a copy last.
};

struct ReportRef {
    std::string notification;
    int attempt = 1;
    BounceUse use = BounceUse::failure;
    auto operator<=>(const ReportRef&) const = default;
};
struct DisbeliefRef {
    std::string victim;
    std::string why;
    auto operator<=>(const DisbeliefRef&) const = default;
};
struct SuppressionReach {
    std::set<std::string> subjects{};
    std::set<std::string> lifted{};  ///< Subjects: when each was lifted last.
    std::set<ReportRef> reports{};
    std::set<DisbeliefRef> disbelieved{};
    bool victims = false;  ///< How many there are in all.
};

/// The account's standings and everybody's, at the provider and at kEveryProvider.
struct StandingsAt {
    std::string provider;
    std::string account;
    auto operator<=>(const StandingsAt&) const = default;
};
/// The sum since the hour of `since`: at all providers, or of all accounts, where none is named.
struct TrafficSince {
    std::string domain;
    std::optional<std::string> provider;
    std::optional<std::string> account;
    TimePoint since;
    auto operator<=>(const TrafficSince&) const = default;
};
/// Which accounts the domain wrote to the provider for since the hour of `since`.
struct AccountsSince {
    std::string domain;
    std::string provider;
    TimePoint since;
    auto operator<=>(const AccountsSince&) const = default;
};
struct SentOn {
    std::string domain;
    TimePoint day;
    auto operator<=>(const SentOn&) const = default;
};
/// Who said what of a domain at a provider since then, refusals or complaints; and that mailbox,
/// however long ago.
struct EvidenceSince {
    std::string domain;
    std::string provider;
    bool is_complaint = false;
    TimePoint since;
    std::string account;
    std::string mailbox;
    auto operator<=>(const EvidenceSince&) const = default;
};
/// Which sender domains a mailbox of the account refused since then.
struct RefusalsOf {
    std::string provider;
    std::string account;
    std::string mailbox;
    TimePoint since;
    auto operator<=>(const RefusalsOf&) const = default;
};
// NOLINTEND(modernize-use-nullptr)

struct SenderReach {
    std::set<StandingsAt> standings{};
    std::set<std::string> standings_of{};  ///< Of these domains, everywhere.
    std::set<TrafficSince> traffic{};
    std::set<AccountsSince> accounts{};
    std::set<SentOn> sent_on{};
    std::set<EvidenceSince> evidence{};
    std::set<RefusalsOf> refusals{};
};

struct Reach {
    NotificationReach notifications{};
    SuppressionReach suppressions{};
    SenderReach senders{};
};
void merge(Reach& into, Reach more);

class Book;

/// What is known to be looked at before anything is read.
Reach reach_of(const Request& request, const Terms& terms);

/// What is looked at besides, now that the book has the first reach: where a bounce's notification
/// went, and the fallback of an address that is suppressed. Nothing in most cases, and there is no
/// third step.
Reach reach_beyond(const Request& request, const Book& book, const Terms& terms);

}  // namespace postern::ledger
