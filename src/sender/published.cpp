// SPDX-License-Identifier: Apache-2.0
#include "postern/sender/published.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>

#include "inquiry.hpp"

namespace postern {

const DnsAnswer* Inquiry::answer(std::string_view setting, const std::string& name,
                                 RecordType type) {
    const DnsQuestion question{name, type};
    const auto found = answers_.find(question);
    if (found == answers_.end()) {
        want({question});
        return nullptr;
    }
    if (found->second.kind != DnsAnswer::Kind::no_answer) return &found->second;
    unknown(setting, std::string(name_of(type)) + " of " + name + ": " + found->second.trouble);
    return nullptr;
}

void Inquiry::fault(std::string_view setting, std::string text, std::string publish) {
    result_.findings.push_back(
        {PublishedFinding::Weight::fault, setting, std::move(text), std::move(publish)});
}

void Inquiry::remark(std::string_view setting, std::string text, std::string publish) {
    result_.findings.push_back(
        {PublishedFinding::Weight::remark, setting, std::move(text), std::move(publish)});
}

/// Said once: several judgements may rest on one question.
void Inquiry::unknown(std::string_view setting, std::string text) {
    const auto& all = result_.findings;
    const bool said = std::any_of(all.begin(), all.end(),
                                  [&](const PublishedFinding& f) { return f.text == text; });
    if (said) return;
    result_.findings.push_back({PublishedFinding::Weight::unknown, setting, std::move(text)});
}

void Inquiry::want(const std::vector<DnsQuestion>& questions) {
    result_.wanted.insert(result_.wanted.end(), questions.begin(), questions.end());
}

std::string txt_line(std::string_view name, std::string_view text) {
    constexpr std::size_t kLongestString = 255;
    auto line = std::string(name) + ". IN TXT";
    do {
        line += " \"";
        for (const char c : text.substr(0, kLongestString)) {
            std::array<char, 8> escaped{};
            std::snprintf(escaped.data(), escaped.size(), "\\%03u", static_cast<unsigned char>(c));
            const bool plain = c >= ' ' && c <= '~' && c != '"' && c != '\\';
            line += plain ? std::string(1, c) : escaped.data();
        }
        line += '"';
        text.remove_prefix(std::min(text.size(), kLongestString));
    } while (!text.empty());
    return line;
}

PublishedInquiry inquire_published(const SenderPublication& sender, const DnsAnswers& answers) {
    Inquiry inquiry(answers);
    judge_spf(sender, inquiry);
    judge_dkim(sender, inquiry);
    judge_dmarc(sender, inquiry);
    judge_way_back(sender, inquiry);
    judge_names(sender, inquiry);
    return std::move(inquiry).result();
}

}  // namespace postern
