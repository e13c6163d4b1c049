// SPDX-License-Identifier: Apache-2.0
#include "sender_evidence.hpp"

#include "columns.hpp"
#include "failure.hpp"

namespace postern {

namespace {

using ledger::EvidenceKind;
using std::chrono::days;

/// Longer than any span that is looked back over.
constexpr Duration kKeepRefusals = days{1};
constexpr Duration kKeepComplaints = days{8};

EvidenceKind kind_of(const std::string& name) {
    const auto kind = ledger::evidence_kind_from(name);
    if (!kind) refuse_row("state: what is said of a sender domain is of an unknown kind");
    return *kind;
}

ledger::Told told(long long at, long long counted, long long sent) {
    return {time_of(at), time_of(counted), time_of(sent)};
}

}  // namespace

SenderEvidence::SenderEvidence(soci::session& sql)
    : tell_(
          sql,
          "INSERT INTO sender_evidence (sender_domain, provider, kind, account, mailbox, told_at, "
          "counted_at, sent_at) VALUES (:domain, :provider, :kind, :account, :mailbox, :told, "
          ":counted, :sent) ON CONFLICT (sender_domain, provider, kind, account, mailbox) "
          "DO UPDATE SET told_at = excluded.told_at, "
          "sent_at = CASE WHEN excluded.counted_at = 0 THEN sender_evidence.sent_at "
          "ELSE excluded.sent_at END, "
          "counted_at = CASE WHEN excluded.counted_at = 0 THEN sender_evidence.counted_at "
          "ELSE excluded.counted_at END"),
      said_(sql,
            "SELECT kind, account, mailbox, told_at, counted_at, sent_at FROM sender_evidence "
            "WHERE sender_domain = :domain AND provider = :provider AND kind IN (:kind, :other) "
            "AND (told_at >= :told OR counted_at >= :counted OR "
            "(account = :account AND mailbox = :mailbox))"),
      refusals_(sql,
                "SELECT sender_domain, told_at, counted_at, sent_at FROM sender_evidence WHERE "
                "kind = 'refused' AND provider = :provider AND account = :account AND "
                "mailbox = :mailbox AND told_at >= :since"),
      prune_(sql,
             "DELETE FROM sender_evidence WHERE "
             "(kind IN ('refused', 'delayed') AND told_at < :refusals) OR "
             "(kind IN ('complaint', 'hearsay') AND told_at < :complaints)") {}

void SenderEvidence::load(const ledger::SenderReach& lacking, ledger::KnownSenders& known) {
    for (const auto& which : lacking.evidence) load(which, known);
    for (const auto& which : lacking.refusals) load(which, known);
}

void SenderEvidence::load(const ledger::EvidenceSince& which, ledger::KnownSenders& known) {
    const auto kind = which.is_complaint ? EvidenceKind::complaint : EvidenceKind::refused;
    const auto other = which.is_complaint ? EvidenceKind::hearsay : EvidenceKind::delayed;
    said_.each(
        [&](const auto& row) {
            const auto& [said, account, mailbox, at, counted, sent] = row;
            known.load({which.domain, which.provider, kind_of(said), account, mailbox},
                       told(at, counted, sent));
        },
        which.domain, which.provider, Text(name_of(kind)), Text(name_of(other)),
        to_column(which.since), to_column(which.since), which.account, which.mailbox);
}

void SenderEvidence::load(const ledger::RefusalsOf& which, ledger::KnownSenders& known) {
    refusals_.each(
        [&](const auto& row) {
            const auto& [domain, at, counted, sent] = row;
            known.load(
                {domain, which.provider, EvidenceKind::refused, which.account, which.mailbox},
                told(at, counted, sent));
        },
        which.provider, which.account, which.mailbox, to_column(which.since));
}

void SenderEvidence::write(const ledger::TellEvidence& change) {
    tell_.run(change.domain, change.provider, Text(name_of(change.kind)), change.account,
              change.mailbox, to_column(change.at), change.counts ? to_column(change.at) : 0LL,
              change.counts ? to_column(change.sent) : 0LL);
}

void SenderEvidence::prune(TimePoint now) {
    prune_.run(to_column(now - kKeepRefusals), to_column(now - kKeepComplaints));
}

}  // namespace postern
