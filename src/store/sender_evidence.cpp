// SPDX-License-Identifier: Apache-2.0
#include "sender_evidence.hpp"

#include "columns.hpp"

namespace postern {

namespace {

using std::chrono::days;
using std::chrono::hours;

/// So long a mailbox is known to refuse us whichever domain we come from.
constexpr Duration kKeepRefusals = days{1};
/// Longer than any span that is looked back over.
constexpr Duration kKeepComplaints = days{8};
constexpr Duration kKeepAccounts = days{2};

constexpr const char* kRefused = "refused";
constexpr const char* kDelayed = "delayed";
constexpr const char* kComplaint = "complaint";
constexpr const char* kHearsay = "hearsay";

/// The hour that has begun counts as one.
long long hours_since(TimePoint now, Duration span) {
    return to_column(hour_of(now) - span + hours{1});
}

}  // namespace

SenderEvidence::SenderEvidence(soci::session& sql)
    : count_(sql,
             "INSERT INTO sender_accounts (sender_domain, provider, hour_at, account, sent, "
             "refused) VALUES (:domain, :provider, :hour, :account, :sent, :refused) "
             "ON CONFLICT (sender_domain, provider, hour_at, account) DO UPDATE SET "
             "sent = sender_accounts.sent + excluded.sent, "
             "refused = sender_accounts.refused + excluded.refused"),
      tell_(
          sql,
          "INSERT INTO sender_evidence (sender_domain, provider, kind, account, mailbox, told_at, "
          "counted_at, sent_at) VALUES (:domain, :provider, :kind, :account, :mailbox, :told, "
          ":counted, :sent) ON CONFLICT (sender_domain, provider, kind, account, mailbox) "
          "DO UPDATE SET told_at = excluded.told_at, "
          "sent_at = CASE WHEN excluded.counted_at = 0 THEN sender_evidence.sent_at "
          "ELSE excluded.sent_at END, "
          "counted_at = CASE WHEN excluded.counted_at = 0 THEN sender_evidence.counted_at "
          "ELSE excluded.counted_at END"),
      other_refusal_(sql,
                     "SELECT 1 FROM sender_evidence WHERE sender_domain = :domain AND provider = "
                     ":provider AND kind = 'refused' AND account = :account AND mailbox <> "
                     ":mailbox AND told_at >= :since LIMIT 1"),
      refused_domains_(sql,
                       "SELECT COUNT(*) FROM sender_evidence WHERE kind = 'refused' AND provider = "
                       ":provider AND account = :account AND mailbox = :mailbox AND told_at >= "
                       ":since"),
      recent_(sql,
              "SELECT CAST(COALESCE(SUM(sent), 0) AS BIGINT), "
              "CAST(COALESCE(SUM(refused), 0) AS BIGINT) FROM sender_accounts "
              "WHERE sender_domain = :domain AND provider = :provider AND hour_at >= :since AND "
              "account = :account"),
      accounts_(sql,
                "SELECT COUNT(DISTINCT account) FROM sender_accounts WHERE sender_domain = :domain "
                "AND provider = :provider AND hour_at >= :since"),
      witnesses_(sql,
                 "SELECT account, mailbox FROM sender_evidence WHERE sender_domain = :domain AND "
                 "provider = :provider AND kind IN (:kind, :other) AND counted_at >= :since AND "
                 "sent_at >= :sent"),
      sent_since_(sql,
                  "SELECT CAST(COALESCE(SUM(sent), 0) AS BIGINT) FROM sender_accounts WHERE "
                  "account = :account AND sender_domain = :domain AND hour_at >= :since"),
      several_accounts_(sql,
                        "SELECT 1 WHERE (SELECT MIN(account) FROM notifications) <> "
                        "(SELECT MAX(account) FROM notifications)"),
      prune_evidence_(sql,
                      "DELETE FROM sender_evidence WHERE "
                      "(kind IN ('refused', 'delayed') AND told_at < :refusals) OR "
                      "(kind IN ('complaint', 'hearsay') AND told_at < :complaints)"),
      prune_accounts_(sql, "DELETE FROM sender_accounts WHERE hour_at < :before") {}

void SenderEvidence::departed(const Text& domain, const Text& provider, const Text& account,
                              TimePoint now) {
    count_.run(domain, provider, to_column(hour_of(now)), account, 1LL, 0LL);
}

void SenderEvidence::refused(SenderStrike& strike) {
    weigh(strike);
    count_.run(strike.domain, strike.provider, to_column(hour_of(strike.at)), strike.account, 0LL,
               1LL);
    tell(strike, strike.is_delay ? kDelayed : kRefused, !strike.refuses_all);
}

void SenderEvidence::complained(const SenderStrike& strike, bool vouched) {
    tell(strike, vouched ? kComplaint : kHearsay, true);
}

/// By what other mailboxes of the account said of the domain, and its mailbox of others, before.
void SenderEvidence::weigh(SenderStrike& strike) {
    strike.alone = !other_refusal_.any(strike.domain, strike.provider, strike.account,
                                       strike.mailbox, to_column(strike.at - kRefusalHours));
    refused_domains_.each([&](const auto& row) { strike.refuses_all = std::get<0>(row) > 1; },
                          strike.provider, strike.account, strike.mailbox,
                          to_column(strike.at - kKeepRefusals));
}

void SenderEvidence::tell(const SenderStrike& strike, const char* kind, bool counts) {
    const long long none = 0;
    tell_.run(strike.domain, strike.provider, Text(kind), strike.account, strike.mailbox,
              to_column(strike.at), counts ? to_column(strike.at) : none,
              counts ? to_column(strike.sent) : none);
}

SenderTraffic SenderEvidence::recent(const SenderStrike& strike) {
    SenderTraffic sum;
    recent_.each([&](const auto& row) { std::tie(sum.sent, sum.refused) = row; }, strike.domain,
                 strike.provider, hours_since(strike.at, kRefusalHours), strike.account);
    return sum;
}

Refusals SenderEvidence::refusals(const SenderStrike& strike,
                                  const std::optional<TimePoint>& since) {
    Refusals told{witnesses(strike, kRefused, kDelayed, kRefusalHours, since)};
    accounts_.each([&](const auto& row) { told.accounts = std::get<0>(row); }, strike.domain,
                   strike.provider, hours_since(strike.at, kRefusalHours));
    return told;
}

Complaints SenderEvidence::complaints(const SenderStrike& strike,
                                      const std::optional<TimePoint>& since) {
    return {witnesses(strike, kComplaint, kComplaint, kComplaintHours, since),
            witnesses(strike, kComplaint, kHearsay, kComplaintHours, since)};
}

std::vector<Witness> SenderEvidence::witnesses(const SenderStrike& strike, const char* kind,
                                               const char* other, Duration span,
                                               const std::optional<TimePoint>& since) {
    std::vector<Witness> found;
    witnesses_.each(
        [&](const auto& row) {
            found.push_back({std::get<0>(row), std::get<1>(row)});
        },
        strike.domain, strike.provider, Text(kind), Text(other), to_column(strike.at - span),
        since ? to_column(*since) : 0LL);
    return found;
}

SentToday SenderEvidence::sent_today(const Text& domain, const Text& account, TimePoint now) {
    SentToday sent;
    sent_since_.each([&](const auto& row) { sent.by_account = std::get<0>(row); }, account, domain,
                     to_column(TimePoint(std::chrono::floor<days>(now))));
    sent.among_others = several_accounts_.any();
    return sent;
}

void SenderEvidence::prune(TimePoint now) {
    prune_evidence_.run(to_column(now - kKeepRefusals), to_column(now - kKeepComplaints));
    prune_accounts_.run(to_column(now - kKeepAccounts));
}

}  // namespace postern
