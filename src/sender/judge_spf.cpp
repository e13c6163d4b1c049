// SPDX-License-Identifier: Apache-2.0
#include "inquiry.hpp"
#include "labels.hpp"
#include "spf_evaluation.hpp"
#include "spf_record.hpp"

namespace postern {

namespace {

constexpr std::string_view kDomain = "bounce-domain";
constexpr std::string_view kAddresses = "sending-addresses";

/// Reserved (RFC 1112 section 4): nobody can send from it. What covers it covers everybody, and its
/// evaluation goes through the whole record.
constexpr const char* kNobody = "240.0.0.1";

class SpfJudge {
  public:
    SpfJudge(const SenderPublication& sender, Inquiry& inquiry)
        : sender_(sender), inquiry_(inquiry) {}

    void judge(const std::vector<std::string>& records) {
        const auto& all = sender_.addresses;
        if (records.empty()) return fault("there is none", spf_record_for(all));
        if (records.size() > 1) {
            return fault("there are " + std::to_string(records.size()) +
                             " records, which verifiers take for an error",
                         merged_spf_record(records));
        }
        if (is_sound()) judge_coverage(records.front());
    }

  private:
    void fault(const std::string& text, const std::string& record) {
        inquiry_.fault(kDomain, "SPF of " + sender_.bounce_domain + ": " + text,
                       txt_line(sender_.bounce_domain, record));
    }

    SpfInquiry evaluate(const std::string& address) {
        auto found = evaluate_spf(sender_.bounce_domain, IpAddress::parse(address).value(),
                                  inquiry_.answers());
        inquiry_.want(found.wanted);
        return found;
    }

    /// False as well where that is not known yet.
    bool is_sound() {
        const auto found = evaluate(kNobody);
        if (!found.wanted.empty()) return false;
        const auto fresh = spf_record_for(sender_.addresses);
        if (found.result == SpfResult::permerror) fault(found.reason, fresh);
        if (found.result == SpfResult::pass) fault("it lets every address send", fresh);
        // Whether it covers our own addresses may be known all the same.
        if (found.result == SpfResult::temperror) unknown(found.reason);
        return found.result != SpfResult::permerror && found.result != SpfResult::pass;
    }

    void unknown(const std::string& reason) {
        inquiry_.unknown(kDomain, "SPF of " + sender_.bounce_domain + ": " + reason);
    }

    void judge_coverage(const std::string& record) {
        std::vector<std::string> missing;
        std::vector<std::string> said;
        for (const auto& address : sender_.addresses) {
            const auto found = evaluate(address);
            if (!found.wanted.empty() || found.result == SpfResult::pass) continue;
            if (found.result == SpfResult::temperror) {
                unknown(found.reason);
                continue;
            }
            missing.push_back(address);
            said.push_back(address + " (" + std::string(name_of(found.result)) + ")");
        }
        if (missing.empty()) return;
        fault("it does not cover " + joined(said, ", "), with_addresses(record, missing));
    }

    const SenderPublication& sender_;
    Inquiry& inquiry_;
};

}  // namespace

void judge_spf(const SenderPublication& sender, Inquiry& inquiry) {
    if (sender.addresses.empty()) {
        inquiry.remark(kAddresses, "there is none, so that it is not known what SPF of " +
                                       sender.bounce_domain + " has to cover");
    }
    const auto* const answer = inquiry.answer(kDomain, sender.bounce_domain, RecordType::txt);
    if (answer != nullptr) SpfJudge(sender, inquiry).judge(spf_records(answer->texts));
}

}  // namespace postern
