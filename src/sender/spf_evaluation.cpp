// SPDX-License-Identifier: Apache-2.0
#include "spf_evaluation.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "postern/base/text.hpp"

#include "spf_macro.hpp"
#include "spf_record.hpp"

namespace postern {

namespace {

using Kind = SpfMechanism::Kind;

constexpr int kMostLookups = 10;
constexpr int kMostVoidLookups = 2;
constexpr std::size_t kMostNames = 10;

/// Does a mechanism match? The errors end the evaluation.
enum class Match { no, yes, temperror, permerror };

class Evaluation {
  public:
    Evaluation(SpfSubject subject, const DnsAnswers& answers)
        : subject_(std::move(subject)), answers_(answers) {}

    SpfResult check(const std::string& domain);
    SpfInquiry inquiry(SpfResult result) &&;

  private:
    /// Null where there is none yet, or nobody gave one: trouble() then is the match.
    const DnsAnswer* ask(const std::string& name, RecordType type);
    /// The same, for the one lookup of a term that may find nothing.
    const DnsAnswer* look_up(const std::string& name, RecordType type);
    [[nodiscard]] Match trouble() const { return too_many_ ? Match::permerror : Match::temperror; }

    SpfResult judge(const SpfRecord& record, const std::string& domain);
    SpfResult redirect(const SpfRecord& record, const std::string& domain);
    Match match(const SpfMechanism& m, const std::string& domain);
    Match match_include(const std::string& target);
    Match match_addresses(const SpfMechanism& m, const DnsAnswer* answer) const;
    Match match_exchangers(const SpfMechanism& m, const std::string& target);
    Match match_names(const std::string& target);
    Match match_exists(const std::string& target);

    [[nodiscard]] RecordType address_type() const {
        return subject_.address.is_v4() ? RecordType::a : RecordType::aaaa;
    }
    bool count(int& counter, int most, std::string_view what);
    SpfResult broken(std::string reason) {
        if (reason_.empty()) reason_ = std::move(reason);
        return SpfResult::permerror;
    }

    SpfSubject subject_;
    const DnsAnswers& answers_;
    std::vector<DnsQuestion> wanted_{};
    std::string reason_{};
    int lookups_ = 0;
    int void_lookups_ = 0;
    bool too_many_ = false;
};

bool Evaluation::count(int& counter, int most, std::string_view what) {
    if (++counter <= most) return true;
    too_many_ = true;
    broken("more than " + std::to_string(most) + " " + std::string(what));
    return false;
}

const DnsAnswer* Evaluation::ask(const std::string& name, RecordType type) {
    const DnsQuestion question{name, type};
    const auto found = answers_.find(question);
    if (found == answers_.end()) {
        wanted_.push_back(question);
        return nullptr;
    }
    if (found->second.kind != DnsAnswer::Kind::no_answer) return &found->second;
    if (reason_.empty()) {
        reason_ = std::string(name_of(type)) + " of " + name + ": " + found->second.trouble;
    }
    return nullptr;
}

const DnsAnswer* Evaluation::look_up(const std::string& name, RecordType type) {
    const auto* const answer = ask(name, type);
    if (answer == nullptr || answer->kind == DnsAnswer::Kind::records) return answer;
    return count(void_lookups_, kMostVoidLookups, "lookups that find nothing") ? answer : nullptr;
}

SpfResult Evaluation::check(const std::string& domain) {
    const auto* const answer = ask(domain, RecordType::txt);
    if (answer == nullptr) return SpfResult::temperror;
    const auto records = spf_records(answer->texts);
    if (records.empty()) return SpfResult::none;
    if (records.size() > 1) return broken("several SPF records at " + domain);
    const auto record = parse_spf_record(records.front());
    const auto whose = domain == subject_.sender_domain ? "" : domain + ": ";
    if (!record) return broken(whose + record.error().what);
    return judge(*record, domain);
}

SpfResult Evaluation::judge(const SpfRecord& record, const std::string& domain) {
    bool has_all = false;
    for (const auto& mechanism : record.mechanisms) {
        has_all = has_all || mechanism.kind == Kind::all;
        switch (match(mechanism, domain)) {
            case Match::no:
                continue;
            case Match::temperror:
                return SpfResult::temperror;
            case Match::permerror:
                return SpfResult::permerror;
            case Match::yes:
                break;
        }
        const auto q = mechanism.qualifier;
        return q == '+'   ? SpfResult::pass
               : q == '-' ? SpfResult::fail
               : q == '~' ? SpfResult::softfail
                          : SpfResult::neutral;
    }
    return record.redirect.empty() || has_all ? SpfResult::neutral : redirect(record, domain);
}

SpfResult Evaluation::redirect(const SpfRecord& record, const std::string& domain) {
    if (!count(lookups_, kMostLookups, "lookups")) return SpfResult::permerror;
    const auto target = expand_macros(record.redirect, subject_, domain);
    const auto result = check(target);
    return result == SpfResult::none ? broken("redirect: no SPF record at " + target) : result;
}

Match Evaluation::match(const SpfMechanism& m, const std::string& domain) {
    if (m.kind == Kind::all) return Match::yes;
    if (m.kind == Kind::ip) {
        const auto prefix = m.block->is_v4() ? m.prefix4 : m.prefix6;
        return subject_.address.shares(*m.block, prefix) ? Match::yes : Match::no;
    }
    if (!count(lookups_, kMostLookups, "lookups")) return Match::permerror;
    const auto target = m.domain.empty() ? domain : expand_macros(m.domain, subject_, domain);
    switch (m.kind) {
        case Kind::include:
            return match_include(target);
        case Kind::a:
            return match_addresses(m, look_up(target, address_type()));
        case Kind::mx:
            return match_exchangers(m, target);
        case Kind::ptr:
            return match_names(target);
        default:
            return match_exists(target);
    }
}

/// Section 5.2: another record's "fail" is no "fail" of this one.
Match Evaluation::match_include(const std::string& target) {
    switch (check(target)) {
        case SpfResult::pass:
            return Match::yes;
        case SpfResult::temperror:
            return Match::temperror;
        case SpfResult::none:
            broken("include: no SPF record at " + target);
            return Match::permerror;
        case SpfResult::permerror:
            return Match::permerror;
        default:
            return Match::no;
    }
}

Match Evaluation::match_addresses(const SpfMechanism& m, const DnsAnswer* answer) const {
    if (answer == nullptr) return trouble();
    const auto prefix = subject_.address.is_v4() ? m.prefix4 : m.prefix6;
    const auto matches = [&](const std::string& text) {
        const auto address = IpAddress::parse(text);
        return address && subject_.address.shares(*address, prefix);
    };
    const auto& all = answer->addresses;
    return std::any_of(all.begin(), all.end(), matches) ? Match::yes : Match::no;
}

Match Evaluation::match_exchangers(const SpfMechanism& m, const std::string& target) {
    const auto* const answer = look_up(target, RecordType::mx);
    if (answer == nullptr) return trouble();
    if (answer->exchangers.size() > kMostNames) {
        broken("mx: more than 10 MX hosts at " + target);
        return Match::permerror;
    }
    auto result = Match::no;
    for (const auto& exchanger : answer->exchangers) {
        if (exchanger.host.empty()) continue;
        const auto found = match_addresses(m, ask(exchanger.host, address_type()));
        if (found == Match::yes) return found;
        if (found != Match::no) result = found;
    }
    return result;
}

/// Section 5.5: what cannot be asked about does not match, and ends nothing.
Match Evaluation::match_names(const std::string& target) {
    const SpfMechanism whole;
    const auto* const answer = look_up(subject_.address.reverse_name(), RecordType::ptr);
    if (answer == nullptr) return wanted_.empty() && !too_many_ ? Match::no : trouble();
    auto names = answer->names;
    names.resize(std::min(names.size(), kMostNames));
    for (const auto& name : names) {
        if (name != target && !name.ends_with("." + target)) continue;
        const auto found = match_addresses(whole, ask(name, address_type()));
        if (found == Match::yes) return found;
    }
    return wanted_.empty() ? Match::no : trouble();
}

Match Evaluation::match_exists(const std::string& target) {
    // Always A, whatever the address is (section 5.7).
    const auto* const answer = look_up(target, RecordType::a);
    if (answer == nullptr) return trouble();
    return answer->kind == DnsAnswer::Kind::records ? Match::yes : Match::no;
}

SpfInquiry Evaluation::inquiry(SpfResult result) && {
    return {result, std::move(reason_), std::move(wanted_)};
}

}  // namespace

std::string_view name_of(SpfResult result) {
    constexpr std::array<std::string_view, 7> kNames{"none",     "neutral",   "pass",     "fail",
                                                     "softfail", "temperror", "permerror"};
    return kNames.at(static_cast<std::size_t>(result));
}

std::vector<std::string> spf_records(const std::vector<std::string>& texts) {
    std::vector<std::string> records;
    std::copy_if(texts.begin(), texts.end(), std::back_inserter(records), is_spf_record);
    return records;
}

SpfInquiry evaluate_spf(const std::string& domain, const IpAddress& address,
                        const DnsAnswers& answers) {
    Evaluation evaluation({domain, address}, answers);
    const auto result = evaluation.check(domain);
    return std::move(evaluation).inquiry(result);
}

}  // namespace postern
