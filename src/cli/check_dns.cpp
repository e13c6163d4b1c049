// SPDX-License-Identifier: Apache-2.0
//
// postern check --dns: what the world's name servers have of the sender domains. All senders are
// inquired about side by side, in rounds: an answer may raise the next question.
#include <algorithm>

#include "postern/base/file.hpp"
#include "postern/dns/ask_all.hpp"
#include "postern/sender/published.hpp"

#include "remark.hpp"

namespace postern {

namespace {

using Publications = std::vector<SenderPublication>;

std::string setting_of(std::size_t sender, std::string_view key) {
    return "senders[" + std::to_string(sender) + "]." + std::string(key);
}

/// A key file that is not there is a slip; one that this user may not read says nothing of DNS.
Remark unreadable(std::size_t sender, const Error& error) {
    const auto weight =
        error.code == ErrorCode::unavailable ? Remark::Weight::unknown : Remark::Weight::fault;
    return {weight, setting_of(sender, "dkim-selectors"), error.message()};
}

Result<PublicKey> load_public_key(const std::string& path) {
    constexpr std::size_t kLongest = 64U << 10U;
    const auto text = read_file(path, kLongest);
    if (!text) return text.error();
    return public_key_of(*text).with_context(path);
}

DkimSelector selector_of(const std::string& text, std::size_t sender, Remarks& remarks) {
    const auto equals = text.find('=');
    DkimSelector selector{text.substr(0, equals)};
    if (equals == text.npos) return selector;
    auto key = load_public_key(text.substr(equals + 1));
    if (key) {
        selector.key = *std::move(key);
    } else {
        remarks.push_back(unreadable(sender, key.error()));
    }
    return selector;
}

Publications publications(const std::vector<SenderSettings>& senders, Remarks& remarks) {
    Publications all;
    for (const auto& sender : senders) {
        SenderPublication one{sender.domain, sender.bounce_domain, {}, sender.sending_addresses};
        for (const auto& selector : sender.dkim_selectors) {
            one.selectors.push_back(selector_of(selector, all.size(), remarks));
        }
        all.push_back(std::move(one));
    }
    return all;
}

Remark::Weight weight_of(PublishedFinding::Weight weight) {
    switch (weight) {
        case PublishedFinding::Weight::remark:
            return Remark::Weight::note;
        case PublishedFinding::Weight::fault:
            return Remark::Weight::fault;
        case PublishedFinding::Weight::unknown:
            break;
    }
    return Remark::Weight::unknown;
}

/// Senders may share a bounce domain and addresses; what is wrong there is said once.
void add(PublishedFinding finding, std::size_t sender, Remarks& remarks) {
    const bool said = std::any_of(remarks.begin(), remarks.end(), [&](const Remark& remark) {
        return remark.text == finding.text && remark.publish == finding.publish;
    });
    if (said) return;
    remarks.push_back({weight_of(finding.weight), setting_of(sender, finding.setting),
                       std::move(finding.text), std::move(finding.publish)});
}

/// Ends: a question is asked once, and SPF's limits bound how many there can be.
std::vector<PublishedInquiry> inquire(const Publications& senders, Resolver& resolver,
                                      Duration timeout) {
    DnsAnswers answers;
    for (;;) {
        std::vector<PublishedInquiry> inquiries;
        std::vector<DnsQuestion> wanted;
        for (const auto& sender : senders) {
            const auto& now = inquiries.emplace_back(inquire_published(sender, answers));
            wanted.insert(wanted.end(), now.wanted.begin(), now.wanted.end());
        }
        if (wanted.empty()) return inquiries;
        answers.merge(ask_all(resolver, wanted, timeout));
    }
}

}  // namespace

Remarks check_dns(const Settings& settings) {
    const auto resolver = open_resolver(settings.dns);
    if (!resolver) return {{Remark::Weight::fault, "dns", resolver.error().message()}};
    Remarks remarks;
    const auto senders = publications(settings.senders, remarks);
    auto inquiries = inquire(senders, **resolver, settings.dns.timeout);
    for (std::size_t i = 0; i < inquiries.size(); ++i) {
        for (auto& finding : inquiries[i].findings) add(std::move(finding), i, remarks);
    }
    return remarks;
}

}  // namespace postern
