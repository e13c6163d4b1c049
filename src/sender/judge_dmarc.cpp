// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iterator>

#include "postern/address/registrable_domain.hpp"

#include "dmarc_record.hpp"
#include "inquiry.hpp"

namespace postern {

namespace {

constexpr std::string_view kDomainSetting = "domain";

std::vector<std::string> dmarc_records(const std::vector<std::string>& texts) {
    std::vector<std::string> records;
    std::copy_if(texts.begin(), texts.end(), std::back_inserter(records), is_dmarc_record);
    return records;
}

std::string dmarc_name(std::string_view domain) {
    return "_dmarc." + std::string(domain);
}

std::string first_record(const std::string& domain) {
    return txt_line(dmarc_name(domain), "v=DMARC1; p=none; rua=mailto:postmaster@" + domain);
}

void judge_record(const SenderPublication& sender, const std::string& owner,
                  const std::string& text, Inquiry& inquiry) {
    const auto name = dmarc_name(owner);
    const auto line = [&](std::string_view tag, std::string_view value) {
        return txt_line(name, with_dmarc_tag(text, tag, value));
    };
    const auto record = parse_dmarc_record(text);
    if (!record) {
        return inquiry.fault(kDomainSetting, "DMARC at " + name + ": " + record.error().what,
                             first_record(owner));
    }
    if (record->strict_spf && sender.bounce_domain != sender.domain) {
        inquiry.fault("bounce-domain",
                      "DMARC at " + name + ": aspf=s wants return paths in " + sender.domain +
                          " itself, they are in " + sender.bounce_domain,
                      line("aspf", "r"));
    }
    const bool inherited = owner != sender.domain;
    if ((inherited ? record->subdomain_policy : record->policy) == "none") {
        inquiry.remark(kDomainSetting,
                       "DMARC at " + name +
                           ": the policy is none, which only asks for reports; "
                           "once these show no failures of yours, ask for more",
                       line(inherited ? "sp" : "p", "quarantine"));
    }
}

/// RFC 7489 section 6.6.3: of several at a name none counts, and the search is over.
bool judge_at(const SenderPublication& sender, const std::string& owner, Inquiry& inquiry) {
    const auto* const answer = inquiry.answer(kDomainSetting, dmarc_name(owner), RecordType::txt);
    if (answer == nullptr) return true;
    const auto records = dmarc_records(answer->texts);
    if (records.size() == 1) judge_record(sender, owner, records.front(), inquiry);
    if (records.size() > 1) {
        inquiry.fault(kDomainSetting,
                      "DMARC at " + dmarc_name(owner) + ": there are " +
                          std::to_string(records.size()) +
                          " records, so that none counts; leave one",
                      txt_line(dmarc_name(owner), records.front()));
    }
    return !records.empty();
}

}  // namespace

void judge_dmarc(const SenderPublication& sender, Inquiry& inquiry) {
    if (judge_at(sender, sender.domain, inquiry)) return;
    const std::string organisation(registrable_domain(sender.domain));
    if (organisation != sender.domain && judge_at(sender, organisation, inquiry)) return;
    inquiry.fault(kDomainSetting, "DMARC of " + sender.domain + ": there is no policy",
                  first_record(sender.domain));
}

}  // namespace postern
