// SPDX-License-Identifier: Apache-2.0
//
// SPF, DKIM and DMARC records, as anybody publishes them. The input is a zone: its lines are what
// is answered, one to each question, picked by the question's name.
#include <functional>
#include <vector>

#include "postern/base/text.hpp"
#include "postern/sender/published.hpp"

#include "dkim_record.hpp"
#include "dmarc_record.hpp"
#include "inquiry.hpp"
#include "spf_evaluation.hpp"
#include "spf_record.hpp"
#include "target.hpp"

namespace postern::fuzz {

namespace {

/// Ten terms that cost a lookup, ten names of each (RFC 7208 section 4.6.4), two families of
/// addresses, and what the other records ask.
constexpr std::size_t kMostQuestions = 350;

std::vector<std::string> lines_of(std::string_view input) {
    std::vector<std::string> lines;
    while (!input.empty()) {
        lines.emplace_back(input.substr(0, input.find('\n')));
        input.remove_prefix(std::min(lines.back().size() + 1, input.size()));
    }
    if (lines.empty()) lines.emplace_back();
    return lines;
}

class Zone {
  public:
    explicit Zone(std::string_view input) : lines_(lines_of(input)) {}

    [[nodiscard]] DnsAnswer answer(const DnsQuestion& question) const {
        // The same number everywhere, unlike std::hash.
        std::size_t sum = static_cast<std::size_t>(question.type);
        for (const char c : question.name) sum = (sum * 31 + static_cast<unsigned char>(c)) % 65521;
        const auto& line = lines_[sum % lines_.size()];
        DnsAnswer answer{DnsAnswer::Kind::records, {}, {}, std::chrono::seconds{60}, {}, {}, {}};
        if (line.empty()) answer.kind = DnsAnswer::Kind::no_such_name;
        if (line == "?") answer.kind = DnsAnswer::Kind::no_answer;
        if (answer.kind == DnsAnswer::Kind::records) fill(question.type, line, answer);
        return answer;
    }

  private:
    static void fill(RecordType type, const std::string& line, DnsAnswer& answer) {
        const auto host = lower(std::string_view(line).substr(0, 60)) + ".example";
        for (std::uint16_t i = 0; i < line.size() % 14 + 1; ++i) {
            const auto name = std::to_string(i) + host;
            if (type == RecordType::mx) answer.exchangers.push_back({i, name});
            if (type == RecordType::ptr) answer.names.push_back(name);
        }
        if (type == RecordType::a) answer.addresses = {"192.0.2.7"};
        if (type == RecordType::aaaa) answer.addresses = {"2001:db8::7"};
        if (type == RecordType::txt) answer.texts = {line};
    }

    std::vector<std::string> lines_;
};

/// Asks until there is an end.
template <typename Inquire>
void inquire(const Zone& zone, Inquire wanted_with) {
    DnsAnswers answers;
    for (auto wanted = wanted_with(answers); !wanted.empty(); wanted = wanted_with(answers)) {
        const auto before = answers.size();
        for (const auto& question : wanted) answers.emplace(question, zone.answer(question));
        require(answers.size() > before, "no question is asked twice");
        require(answers.size() <= kMostQuestions, "there is an end to the questions");
    }
}

void read_records(const std::string& text) {
    if (is_spf_record(text) && parse_spf_record(text)) {
        const auto with = with_addresses(text, {"192.0.2.1"});
        require(parse_spf_record(with).has_value(), "an address more makes no SPF record wrong",
                with);
    }
    (void)merged_spf_record({text, "v=spf1 -all"});
    if (parse_dmarc_record(text)) {
        const auto with = with_dmarc_tag(text, "p", "reject");
        const auto again = parse_dmarc_record(with);
        require(again && again->policy == "reject", "a DMARC policy can be set", with);
    }
    if (const auto dkim = parse_dkim_record(text); dkim && dkim->key) {
        const auto again = parse_dkim_record(format_dkim_record(*dkim->key));
        require(again && again->key && *again->key == *dkim->key, "a DKIM key is written as read");
    }
    require(is_printable_ascii(txt_line("firm.example", text)), "a zone file's line is US-ASCII");
}

}  // namespace

void dns_records(std::string_view input) {
    const Zone zone(input);
    for (const auto& line : lines_of(input)) read_records(line);
    const auto from = IpAddress::parse("192.0.2.1");
    require(from.has_value(), "an address is one");
    inquire(zone, [&](const DnsAnswers& answers) {
        return evaluate_spf("firm.example", *from, answers).wanted;
    });
    const SenderPublication sender{
        "news.firm.example", "bounces.news.firm.example", {{"s1", {}}}, {"192.0.2.1"}};
    inquire(zone, [&](const DnsAnswers& answers) {
        auto inquiry = inquire_published(sender, answers);
        require(inquiry.findings.size() <= 100, "findings are bounded");
        return std::move(inquiry.wanted);
    });
}

}  // namespace postern::fuzz
