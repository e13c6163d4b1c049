// SPDX-License-Identifier: Apache-2.0
//
// One pass over what a sender domain publishes: answers looked up, findings and questions noted.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "postern/sender/published.hpp"

namespace postern {

class Inquiry {
  public:
    explicit Inquiry(const DnsAnswers& answers) : answers_(answers) {}

    /// What was answered to a question on behalf of `setting`. Null where nothing was: it is wanted
    /// then, or noted as unknown.
    const DnsAnswer* answer(std::string_view setting, const std::string& name, RecordType type);

    void fault(std::string_view setting, std::string text, std::string publish);
    void remark(std::string_view setting, std::string text, std::string publish = {});
    void unknown(std::string_view setting, std::string text);
    void want(const std::vector<DnsQuestion>& questions);

    [[nodiscard]] const DnsAnswers& answers() const { return answers_; }
    [[nodiscard]] PublishedInquiry result() && { return std::move(result_); }

  private:
    const DnsAnswers& answers_;
    PublishedInquiry result_{};
};

void judge_spf(const SenderPublication& sender, Inquiry& inquiry);
void judge_dkim(const SenderPublication& sender, Inquiry& inquiry);
void judge_dmarc(const SenderPublication& sender, Inquiry& inquiry);
void judge_way_back(const SenderPublication& sender, Inquiry& inquiry);
void judge_names(const SenderPublication& sender, Inquiry& inquiry);

}  // namespace postern
