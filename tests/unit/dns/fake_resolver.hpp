// SPDX-License-Identifier: Apache-2.0
//
// A resolver that answers from a table, at once or when it is told to, and counts the questions.
// What is not in the table does not exist (NXDOMAIN).
#pragma once

#include <mutex>
#include <utility>
#include <vector>

#include "postern/dns/mail_domain.hpp"
#include "postern/dns/resolver.hpp"

namespace postern::testing {

/// What the test and the resolver, which belongs to the checker, have in common.
class FakeZone {
  public:
    explicit FakeZone(DnsAnswers answers) : answers_(std::move(answers)) {}

    /// Questions are kept until release().
    void hold() {
        const std::lock_guard lock(mutex_);
        holds_ = true;
    }
    /// Answers what was kept, and from now on everything at once.
    void release() {
        std::vector<std::pair<DnsQuestion, Resolver::Answered>> held;
        {
            const std::lock_guard lock(mutex_);
            holds_ = false;
            held.swap(held_);
        }
        for (const auto& [question, answered] : held) answered(answer_to(question));
    }
    void set(const DnsQuestion& question, DnsAnswer answer) {
        const std::lock_guard lock(mutex_);
        answers_[question] = std::move(answer);
    }
    [[nodiscard]] int asked() {
        const std::lock_guard lock(mutex_);
        return asked_;
    }

    void ask(const DnsQuestion& question, Resolver::Answered answered) {
        {
            const std::lock_guard lock(mutex_);
            ++asked_;
            if (holds_) {
                held_.emplace_back(question, std::move(answered));
                return;
            }
        }
        answered(answer_to(question));
    }

  private:
    DnsAnswer answer_to(const DnsQuestion& question) {
        const std::lock_guard lock(mutex_);
        const auto found = answers_.find(question);
        if (found != answers_.end()) return found->second;
        return {DnsAnswer::Kind::no_such_name, {}, {}, std::chrono::seconds{60}};
    }

    std::mutex mutex_;
    DnsAnswers answers_;
    std::vector<std::pair<DnsQuestion, Resolver::Answered>> held_;
    bool holds_ = false;
    int asked_ = 0;
};

class FakeResolver final : public Resolver {
  public:
    explicit FakeResolver(FakeZone& zone) : zone_(zone) {}
    void ask(const DnsQuestion& question, Answered answered) override {
        zone_.ask(question, std::move(answered));
    }

  private:
    FakeZone& zone_;
};

}  // namespace postern::testing
