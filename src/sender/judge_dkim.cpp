// SPDX-License-Identifier: Apache-2.0
#include "dkim_record.hpp"
#include "inquiry.hpp"

namespace postern {

namespace {

constexpr std::string_view kSelectorSetting = "dkim-selectors";
constexpr int kLeastBits = 1024;  // RFC 8301 section 3.2: verifiers refuse less.
constexpr int kEnoughBits = 2048;

class DkimJudge {
  public:
    DkimJudge(std::string name, const DkimSelector& selector, Inquiry& inquiry)
        : name_(std::move(name)), selector_(selector), inquiry_(inquiry) {}

    void judge(const std::vector<std::string>& texts) {
        if (texts.empty()) return fault("there is no key");
        if (texts.size() > 1) return fault("there are several TXT records");
        const auto record = parse_dkim_record(texts.front());
        if (!record) return fault("no verifier can use it: " + record.error().what);
        if (!record->key) return fault("the key is revoked (p= is empty)");
        judge_key(*record->key);
        if (record->testing) {
            inquiry_.remark(kSelectorSetting,
                            "DKIM at " + name_ + ": t=y says that it is a test; take it out",
                            line_for(*record->key));
        }
    }

  private:
    [[nodiscard]] std::string line_for(const PublicKey& key) const {
        return txt_line(name_, format_dkim_record(key));
    }

    /// Without a private key at hand there is no telling what it should be.
    void fault(const std::string& text) {
        const auto& key = selector_.key;
        inquiry_.fault(kSelectorSetting, "DKIM at " + name_ + ": " + text,
                       key ? line_for(*key) : txt_line(name_, "v=DKIM1; k=rsa; p=PUBLIC-KEY"));
    }

    void judge_key(const PublicKey& key) {
        if (selector_.key && *selector_.key != key) {
            return fault("it is not the key of the private key file");
        }
        if (key.algorithm != PublicKey::Algorithm::rsa || key.bits >= kEnoughBits) return;
        const auto size = "an RSA key of " + std::to_string(key.bits) + " bits";
        if (key.bits < kLeastBits) {
            inquiry_.fault(kSelectorSetting,
                           "DKIM at " + name_ + ": " + size +
                               ", which verifiers refuse; make one of 2048 and publish "
                               "it under another selector",
                           {});
        } else {
            inquiry_.remark(kSelectorSetting,
                            "DKIM at " + name_ + ": " + size + "; 2048 are advised");
        }
    }

    std::string name_;
    const DkimSelector& selector_;
    Inquiry& inquiry_;
};

}  // namespace

void judge_dkim(const SenderPublication& sender, Inquiry& inquiry) {
    if (sender.selectors.empty()) {
        inquiry.remark(kSelectorSetting,
                       "there is none, so that DKIM of " + sender.domain + " cannot be checked");
    }
    for (const auto& selector : sender.selectors) {
        auto name = selector.name + "._domainkey." + sender.domain;
        const auto* const answer = inquiry.answer(kSelectorSetting, name, RecordType::txt);
        if (answer != nullptr) DkimJudge(std::move(name), selector, inquiry).judge(answer->texts);
    }
}

}  // namespace postern
