// SPDX-License-Identifier: Apache-2.0
#include "sender_tenant.hpp"

#include <array>

namespace postern {

namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using Says = SenderMemory::Says;

constexpr int kHonestAccounts = 200;
constexpr int kAgents = 1000;
/// Complaints are judged by what left in a week.
constexpr TimePoint kAttack = kBegin + days{8};
constexpr Duration kTwoHours = hours{2};

// clang-format off
constexpr std::array kAttacks{
    Attack{"makes up refusals, one mailbox",   Says::refused},
    Attack{"makes up refusals, 1000 mailboxes", Says::refused,   true,  false, kAgents, 10},
    Attack{"refuses by rules of its own, one", Says::refused,   true,  true},
    Attack{"refuses by rules of its own, 1000", Says::refused,   true,  true,  kAgents, 10},
    Attack{"puts off, 1000 mailboxes",         Says::delayed,   true,  true,  kAgents, 10},
    Attack{"makes up complaints, 1000",        Says::complains, true,  false, kAgents, 10},
    Attack{"complains in truth, 1000",         Says::complains, true,  true,  kAgents, 10},
    Attack{"sends without end, caps",          Says::refused,   false, true,  kAgents, 60, true},
    Attack{"takes the probes and is silent",   Says::refused,   false, true,  kAgents, 10, false, true},
    Attack{"refuses the probes",               Says::refused,   true,  true,  kAgents, 10, false, true},
    Attack{"two accounts, refuse by rules",    Says::refused,   true,  true,  kAgents, 10, false, false, 2},
    Attack{"three accounts, refuse by rules",  Says::refused,   true,  true,  kAgents, 10, false, false, 3},
};
// clang-format on

/// One provider and whoever writes there.
class Site {
  public:
    Site(const Attack& attack, int an_hour, Judges judges, const ReputationSettings& terms)
        : attack_(attack), an_hour_(an_hour), terms_(terms), memory_(pool_, terms_, judges) {
        for (std::size_t i = 0; i < pool_.size(); ++i) {
            pool_[i].domain = "sender" + std::to_string(i + 1) + ".example";
            if (attack.is_capped) pool_[i].daily_cap = 24 * an_hour;
        }
    }

    Loss run(bool attacked) {
        if (attack_.is_probing) refuse_for_real(kAttack - kTwoHours - minutes{1});
        const Duration pause = Duration(hours{1}) / an_hour_;
        auto next = kBegin;
        for (auto minute = kBegin; minute < kAttack + kTwoHours; minute += minutes{1}) {
            if (attacked && minute >= kAttack) attack(minute);
            for (; next < minute + minutes{1}; next += pause) honest(next);
        }
        return loss_;
    }

    /// Who prefers the first domain and has not written there yet.
    Notice notice() {
        const Duration pause = Duration(hours{1}) / an_hour_;
        Notice found;
        for (auto now = kBegin;; now += pause) {
            Mail stranger{{a_stranger(), 0}, now};
            if (now >= kAttack && memory_.choose(stranger, now).sender != 0U) return found;
            Mail mail{{static_cast<int>(draw(random_) * kHonestAccounts), 0}, now};
            const auto choice = memory_.choose(mail, now);
            if (now >= kAttack) found.after = now - kAttack;
            if (!choice.sender) continue;
            depart(mail, *choice.sender, now);
            if (now < kAttack || *choice.sender != 0) continue;
            memory_.refused(mail, now + seconds{1});
            ++found.refused;
        }
    }

  private:
    int a_stranger() const {
        int account = kHonestAccounts;
        while (ranked_senders(pool_, std::to_string(account), "0").front() != pool_.data()) {
            ++account;
        }
        return account;
    }
    /// By more accounts than it takes.
    void refuse_for_real(TimePoint at) {
        for (int account = 0; account < kHonestAccounts; ++account) {
            for (std::size_t sender = 0; sender < pool_.size(); ++sender) {
                Mail mail{{account + kHonestAccounts, 0}, at, 1, sender, at};
                memory_.departed(mail);
                memory_.refused(mail, at + seconds{1});
            }
        }
    }
    void honest(TimePoint now) {
        Mail mail{{static_cast<int>(draw(random_) * kHonestAccounts), 0}, now};
        const auto choice = memory_.choose(mail, now);
        if (now >= kAttack) ++loss_.sent;
        if (!choice.sender) {
            if (now >= kAttack) ++loss_.waited;
            return;
        }
        const auto first = ranked_senders(pool_, std::to_string(mail.to.account), "0").front();
        if (now >= kAttack && first != &pool_[*choice.sender]) ++loss_.moved;
        depart(mail, *choice.sender, now);
    }
    void attack(TimePoint now) {
        for (int i = 0; i < attack_.a_minute; ++i) {
            const int account = 10 * kHonestAccounts + i % attack_.accounts;
            Mail mail{{account, 0, ++attacks_ % attack_.mailboxes}, now};
            const auto choice = memory_.choose(mail, now);
            if (!choice.sender) continue;
            depart(mail, *choice.sender, now);
            if (attack_.answers) memory_.told(mail, attack_.says, attack_.proved, now + seconds{1});
        }
    }
    void depart(Mail& mail, std::size_t sender, TimePoint now) {
        mail.attempt = 1;
        mail.sender = sender;
        mail.sent = now;
        memory_.departed(mail);
    }

    const Attack& attack_;
    int an_hour_;
    const ReputationSettings& terms_;
    std::vector<SenderSettings> pool_{2};
    SenderMemory memory_;
    Random random_{1};
    int attacks_ = 0;
    Loss loss_{};
};

}  // namespace

std::span<const Attack> attacks() {
    return kAttacks;
}

Loss loss_by(const Attack& attack, bool is_made, int an_hour, Judges judges,
             const ReputationSettings& terms) {
    return Site(attack, an_hour, judges, terms).run(is_made);
}

Notice notice_by(int an_hour, Judges judges, const ReputationSettings& terms) {
    const Attack none{""};
    return Site(none, an_hour, judges, terms).notice();
}

}  // namespace postern
