// SPDX-License-Identifier: Apache-2.0
#include "inquiry.hpp"

namespace postern {

void judge_way_back(const SenderPublication& sender, Inquiry& inquiry) {
    constexpr std::string_view kBounceSetting = "bounce-domain";
    const auto& domain = sender.bounce_domain;
    const auto found = judge_mail_domain(domain, inquiry.answers());
    inquiry.want(found.wanted);
    if (!found.judgement || takes_mail(found.judgement->service)) return;
    const auto text = "bounces could not come back: " + domain + " " + found.judgement->reason;
    if (found.judgement->service == MailService::unknown)
        return inquiry.unknown(kBounceSetting, text);
    inquiry.fault(kBounceSetting, text, domain + ". IN MX 10 HOST.");
}

}  // namespace postern
