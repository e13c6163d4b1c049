// SPDX-License-Identifier: Apache-2.0
#include "record.hpp"

#include <algorithm>
#include <variant>

namespace postern::ledger {

namespace {

bool is_asked(const EvidenceRef& who, const Told& told, const EvidenceSince& which) {
    const bool complains = who.kind == EvidenceKind::complaint || who.kind == EvidenceKind::hearsay;
    const bool is_there = who.domain == which.domain && who.provider == which.provider;
    const bool is_recent = told.at >= which.since || told.counted >= which.since;
    const bool is_own = who.account == which.account && who.mailbox == which.mailbox;
    return is_there && complains == which.is_complaint && (is_recent || is_own);
}

bool is_asked(const EvidenceRef& who, const Told& told, const RefusalsOf& which) {
    return who.kind == EvidenceKind::refused && who.provider == which.provider &&
           who.account == which.account && who.mailbox == which.mailbox && told.at >= which.since;
}

bool was_sent_to(const std::set<SentTo>& places, const Notification& n) {
    return std::any_of(places.begin(), places.end(), [&](const SentTo& place) {
        return n.fate == Fate::sent && place.draft == DraftRef{n.account, n.draft} &&
               (place.any_spelling || place.address == n.address);
    });
}

}  // namespace

void Record::load(const Reach& reach, Book& book) const {
    const auto lacking = book.take_up(reach);
    load(lacking.notifications, book.notifications);
    load(lacking.suppressions, book.suppressions);
    load(lacking.senders, book.senders);
}

void Record::load(const NotificationReach& lacking, KnownNotifications& known) const {
    for (const auto& [id, n] : notifications) {
        const DraftRef draft{n.account, n.draft};
        if (lacking.ids.contains(id) || was_sent_to(lacking.sent_to, n)) known.load(n);
        if (lacking.drafts.contains(draft)) known.load(draft, id, n.fate);
        if (lacking.accounts) known.load_accounts(n.account, n.account);
    }
    for (const auto& account : lacking.loss_reports) {
        const auto last = loss_reports.find(account);
        if (last != loss_reports.end()) known.load_loss_report(account, last->second);
    }
    if (lacking.restored && restored) known.load_restored(*restored);
}

void Record::load(const SuppressionReach& lacking, KnownSuppressions& known) const {
    for (const auto& subject : lacking.subjects) {
        const auto found = suppressions.find(subject);
        if (found != suppressions.end()) known.load(found->second);
    }
    for (const auto& subject : lacking.lifted) {
        const auto found = lifted.find(subject);
        if (found != lifted.end()) known.load_lifted(subject, found->second);
    }
    for (const auto& report : lacking.reports) {
        const auto found = reports.find(report);
        if (found != reports.end()) known.load(report, found->second);
    }
    for (const auto& each : lacking.disbelieved) {
        if (disbelieved.contains(each)) known.load_disbelieved(each);
    }
    if (lacking.victims) known.load_victims(static_cast<long long>(disbelieved.size()));
}

void Record::load(const SenderReach& lacking, KnownSenders& known) const {
    for (const auto& standing : standings) {
        const bool is_asked = std::any_of(
            lacking.standings.begin(), lacking.standings.end(), [&](const StandingsAt& place) {
                const bool is_there =
                    standing.provider == place.provider || standing.provider == kEveryProvider;
                return is_there && (standing.account.empty() || standing.account == place.account);
            });
        if (is_asked || lacking.standings_of.contains(standing.domain)) known.load(standing);
    }
    load_traffic(lacking, known);
    load_evidence(lacking, known);
}

void Record::load_traffic(const SenderReach& lacking, KnownSenders& known) const {
    for (const auto& which : lacking.traffic) {
        SenderTraffic sum;
        for (const auto& [key, traffic] : accounts) {
            const auto& [domain, provider, account, hour] = key;
            const bool is_asked = domain == which.domain && hour >= which.since &&
                                  provider == which.provider.value_or(provider) &&
                                  account == which.account.value_or(account);
            if (is_asked) sum += traffic;
        }
        known.load(which, sum);
    }
    for (const auto& which : lacking.accounts) {
        for (const auto& [key, traffic] : accounts) {
            const auto& [domain, provider, account, hour] = key;
            const bool is_there = domain == which.domain && provider == which.provider;
            if (is_there && hour >= which.since) known.load(which, account);
        }
    }
    for (const auto& which : lacking.sent_on) {
        const auto day = days.find({which.domain, which.day});
        known.load(which, day == days.end() ? 0 : day->second);
    }
}

void Record::load_evidence(const SenderReach& lacking, KnownSenders& known) const {
    for (const auto& [who, told] : evidence) {
        const auto asks = [&, &ref = who, &said = told](const auto& which) {
            return is_asked(ref, said, which);
        };
        const bool is_loaded =
            std::any_of(lacking.evidence.begin(), lacking.evidence.end(), asks) ||
            std::any_of(lacking.refusals.begin(), lacking.refusals.end(), asks);
        if (is_loaded) known.load(who, told);
    }
}

void Record::write(const std::vector<Change>& changes) {
    for (const auto& change : changes) {
        std::visit([this](const auto& each) { write(each); }, change);
    }
}

Answer Record::decide(const Request& request, const Terms& terms) {
    Book book;
    load(reach_of(request, terms), book);
    load(reach_beyond(request, book, terms), book);
    auto answer = ledger::decide(request, book, terms);
    write(book.take_changes());
    return answer;
}

void Record::write(const PutNotification& c) {
    notifications[c.notification.id] = c.notification;
    notifications[c.notification.id].earlier_deliveries.clear();
}

void Record::write(const RemoveDraft& c) {
    std::erase_if(notifications, [&](const auto& each) {
        return each.second.account == c.account && each.second.draft == c.draft;
    });
}

void Record::write(const PutLossReport& c) {
    loss_reports[c.account] = {c.notification, c.at};
}

void Record::write(const PutSuppression& c) {
    suppressions[c.suppression.subject] = c.suppression;
}

void Record::write(const RemoveSuppression& c) {
    suppressions.erase(c.subject);
}

void Record::write(const SuppressionChange& c) {
    if (c.what == "lifted") lifted[c.subject] = std::max(lifted[c.subject], c.at);
}

void Record::write(const RecordBounce& c) {
    const auto& b = c.bounce;
    reports.emplace(ReportRef{b.notification, b.attempt, b.use},
                    EarlierReport{b.delivery, b.effect, b.sender_domain, Text(name_of(b.fault))});
}

void Record::write(const AmendBounce& c) {
    reports.at({c.notification, c.attempt, c.use}).effect = c.effect;
}

void Record::write(const CountDisbelief& c) {
    ++disbelieved[{c.victim, c.why}];
}

void Record::write(const PutStanding& c) {
    const auto key = [](const SenderStanding& s) {
        return std::tie(s.domain, s.provider, s.account);
    };
    const auto known = std::find_if(standings.begin(), standings.end(),
                                    [&](const auto& each) { return key(each) == key(c.standing); });
    if (known == standings.end()) {
        standings.push_back(c.standing);
    } else {
        *known = c.standing;
    }
}

void Record::write(const SenderChange& /*c*/) {}

void Record::write(const CountTraffic& c) {
    const auto hour = hour_of(c.at);
    hours[{c.domain, c.provider, hour}] += c.more;
    if (c.more.sent + c.more.refused > 0) {
        accounts[{c.domain, c.provider, c.account, hour}] += c.more;
    }
    if (c.more.sent > 0) {
        days[{c.domain, std::chrono::floor<std::chrono::days>(c.at)}] += c.more.sent;
    }
}

void Record::write(const TellEvidence& c) {
    auto& told = evidence[{c.domain, c.provider, c.kind, c.account, c.mailbox}];
    told.at = c.at;
    if (!c.counts) return;
    told.counted = c.at;
    told.sent = c.sent;
}

}  // namespace postern::ledger
