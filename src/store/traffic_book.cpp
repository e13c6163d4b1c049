// SPDX-License-Identifier: Apache-2.0
#include "traffic_book.hpp"

#include "columns.hpp"

namespace postern {

namespace {

using std::chrono::days;

/// Longer than any span that is looked back over.
constexpr Duration kKeepTraffic = days{8};
constexpr Duration kKeepAccounts = days{2};

/// Of what an account sent, and was refused.
const std::string kSums =
    "SELECT CAST(COALESCE(SUM(sent), 0) AS BIGINT), CAST(COALESCE(SUM(refused), 0) AS BIGINT) "
    "FROM sender_accounts WHERE ";

}  // namespace

TrafficBook::TrafficBook(soci::session& sql)
    : count_hour_(
          sql,
          "INSERT INTO sender_traffic (sender_domain, provider, hour_at, sent, refused, "
          "content, complaints, delivered) VALUES (:domain, :provider, :hour, :sent, :refused, "
          ":content, :complaints, :delivered) ON CONFLICT (sender_domain, provider, hour_at) "
          "DO UPDATE SET sent = sender_traffic.sent + excluded.sent, "
          "refused = sender_traffic.refused + excluded.refused, "
          "content = sender_traffic.content + excluded.content, "
          "complaints = sender_traffic.complaints + excluded.complaints, "
          "delivered = sender_traffic.delivered + excluded.delivered"),
      count_account_(
          sql,
          "INSERT INTO sender_accounts (sender_domain, provider, hour_at, account, sent, "
          "refused) VALUES (:domain, :provider, :hour, :account, :sent, :refused) "
          "ON CONFLICT (sender_domain, provider, hour_at, account) DO UPDATE SET "
          "sent = sender_accounts.sent + excluded.sent, "
          "refused = sender_accounts.refused + excluded.refused"),
      count_day_(sql,
                 "INSERT INTO sender_days (sender_domain, day_at, sent) VALUES (:domain, :day, "
                 ":sent) ON CONFLICT (sender_domain, day_at) DO UPDATE SET "
                 "sent = sender_days.sent + excluded.sent"),
      sent_on_(sql, "SELECT sent FROM sender_days WHERE sender_domain = :domain AND day_at = :day"),
      of_all_(sql,
              "SELECT CAST(COALESCE(SUM(sent), 0) AS BIGINT) FROM sender_traffic "
              "WHERE sender_domain = :domain AND provider = :provider AND hour_at >= :since"),
      of_account_(sql, kSums +
                           "account = :account AND sender_domain = :domain AND "
                           "hour_at >= :since"),
      of_account_there_(sql, kSums +
                                 "sender_domain = :domain AND provider = :provider AND "
                                 "account = :account AND hour_at >= :since"),
      which_accounts_(sql,
                      "SELECT DISTINCT account FROM sender_accounts WHERE sender_domain = :domain "
                      "AND provider = :provider AND hour_at >= :since"),
      prune_hours_(sql, "DELETE FROM sender_traffic WHERE hour_at < :before"),
      prune_accounts_(sql, "DELETE FROM sender_accounts WHERE hour_at < :before"),
      prune_days_(sql, "DELETE FROM sender_days WHERE day_at < :before") {}

void TrafficBook::load(const ledger::SenderReach& lacking, ledger::KnownSenders& known) {
    for (const auto& which : lacking.traffic) load(which, known);
    for (const auto& which : lacking.accounts) {
        which_accounts_.each([&](const auto& row) { known.load(which, std::get<0>(row)); },
                             which.domain, which.provider, to_column(which.since));
    }
    for (const auto& which : lacking.sent_on) {
        long long sent = 0;
        sent_on_.each([&](const auto& row) { sent = std::get<0>(row); }, which.domain,
                      to_column(which.day));
        known.load(which, sent);
    }
}

void TrafficBook::load(const ledger::TrafficSince& which, ledger::KnownSenders& known) {
    SenderTraffic sum;
    const auto take = [&](const auto& row) { std::tie(sum.sent, sum.refused) = row; };
    const auto since = to_column(which.since);
    if (which.account && which.provider) {
        of_account_there_.each(take, which.domain, *which.provider, *which.account, since);
    } else if (which.account) {
        of_account_.each(take, *which.account, which.domain, since);
    } else {
        of_all_.each([&](const auto& row) { sum.sent = std::get<0>(row); }, which.domain,
                     which.provider.value(), since);
    }
    known.load(which, sum);
}

void TrafficBook::begin() {
    hours_.clear();
    accounts_.clear();
    days_.clear();
}

void TrafficBook::count(const ledger::CountTraffic& c) {
    const auto hour = to_column(ledger::hour_of(c.at));
    hours_[{c.domain, c.provider, hour}] += c.more;
    if (c.more.sent + c.more.refused > 0) {
        accounts_[{c.domain, c.provider, hour, c.account}] += c.more;
    }
    if (c.more.sent > 0) {
        days_[{c.domain, to_column(ledger::day_of(c.at))}] += c.more.sent;
    }
}

void TrafficBook::write_sums() {
    for (const auto& [key, sum] : hours_) {
        const auto& [domain, provider, hour] = key;
        count_hour_.run(domain, provider, hour, sum.sent, sum.refused, sum.content, sum.complaints,
                        sum.delivered);
    }
    for (const auto& [key, sum] : accounts_) {
        const auto& [domain, provider, hour, account] = key;
        count_account_.run(domain, provider, hour, account, sum.sent, sum.refused);
    }
    for (const auto& [key, sent] : days_) {
        const auto& [domain, day] = key;
        count_day_.run(domain, day, sent);
    }
    begin();
}

void TrafficBook::prune(TimePoint now, TimePoint before) {
    prune_hours_.run(to_column(now - kKeepTraffic));
    prune_accounts_.run(to_column(now - kKeepAccounts));
    prune_days_.run(to_column(before));
}

}  // namespace postern
