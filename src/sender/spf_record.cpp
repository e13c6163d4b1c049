// SPDX-License-Identifier: Apache-2.0
#include "spf_record.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "postern/base/text.hpp"

#include "labels.hpp"
#include "spf_macro.hpp"

namespace postern {

namespace {

using Kind = SpfMechanism::Kind;

constexpr std::string_view kVersion = "v=spf1";

enum class Wants { nothing, domain, maybe_domain, ip4, ip6 };

struct Form {
    std::string_view name;
    Kind kind;
    Wants wants;
    bool has_prefix;
};

constexpr std::array kForms{
    Form{"all", Kind::all, Wants::nothing, false},
    Form{"include", Kind::include, Wants::domain, false},
    Form{"a", Kind::a, Wants::maybe_domain, true},
    Form{"mx", Kind::mx, Wants::maybe_domain, true},
    Form{"ptr", Kind::ptr, Wants::maybe_domain, false},
    Form{"ip4", Kind::ip, Wants::ip4, true},
    Form{"ip6", Kind::ip, Wants::ip6, true},
    Form{"exists", Kind::exists, Wants::domain, false},
};

std::vector<std::string> terms_of(std::string_view record) {
    auto terms = split(record, " ");
    terms.erase(terms.begin());
    std::erase(terms, "");
    return terms;
}

bool read_prefix(std::string_view text, unsigned most, unsigned& prefix) {
    const auto* end = text.data() + text.size();
    const auto [after, ec] = std::from_chars(text.data(), end, prefix);
    return ec == std::errc{} && after == end && prefix <= most;
}

/// "/24", "//64" or "/24//64"; cut off the end of `rest`. Slashes within a macro are none of it.
bool take_prefixes(std::string_view& rest, SpfMechanism& m) {
    const auto behind_macros = rest.rfind('}') + 1;  // npos + 1 is 0.
    const auto slash = rest.find('/', behind_macros);
    if (slash == rest.npos) return true;
    auto written = rest.substr(slash);
    rest = rest.substr(0, slash);
    const auto twice = written.find("//");
    if (twice != written.npos) {
        if (!read_prefix(written.substr(twice + 2), 128, m.prefix6)) return false;
        written = written.substr(0, twice);
    }
    return written.empty() || read_prefix(written.substr(1), 32, m.prefix4);
}

/// ip4:192.0.2.0/24: here a single slash is the prefix of either family.
bool take_block(std::string_view text, Wants wants, SpfMechanism& m) {
    const auto slash = text.find('/');
    m.block = IpAddress::parse(std::string(text.substr(0, slash)));
    if (!m.block || m.block->is_v4() != (wants == Wants::ip4)) return false;
    auto& prefix = m.block->is_v4() ? m.prefix4 : m.prefix6;
    return slash == text.npos || read_prefix(text.substr(slash + 1), m.block->bit_count(), prefix);
}

bool take_rest(const Form& form, std::string_view rest, SpfMechanism& m) {
    const bool has_colon = rest.starts_with(':');
    if (has_colon) rest.remove_prefix(1);
    if (form.kind == Kind::ip) return has_colon && take_block(rest, form.wants, m);
    if (form.has_prefix && !take_prefixes(rest, m)) return false;
    if (!has_colon) return rest.empty() && form.wants != Wants::domain;
    m.domain = rest;
    return form.wants != Wants::nothing && is_domain_spec(rest);
}

std::optional<SpfMechanism> parse_mechanism(std::string_view term) {
    SpfMechanism m;
    if (std::string_view("+-?~").find(term.front()) != std::string_view::npos) {
        m.qualifier = term.front();
        term.remove_prefix(1);
    }
    const auto name = term.substr(0, term.find_first_of(":/"));
    const auto* const form = std::find_if(kForms.begin(), kForms.end(),
                                          [&](const Form& f) { return iequals(f.name, name); });
    if (form == kForms.end()) return std::nullopt;
    m.kind = form->kind;
    if (!take_rest(*form, term.substr(name.size()), m)) return std::nullopt;
    return m;
}

bool is_modifier(std::string_view term) {
    const auto equals = term.find('=');
    return equals != term.npos && equals < term.find_first_of(":/");
}

/// Only redirect and exp have a meaning, and may be there once (section 6).
bool take_modifier(std::string_view term, SpfRecord& record) {
    constexpr std::string_view kRedirect = "redirect=";
    if (!istarts_with(term, kRedirect)) return true;
    const bool first = record.redirect.empty();
    record.redirect = term.substr(kRedirect.size());
    return first && is_domain_spec(record.redirect);
}

bool is_all(const std::string& term) {
    const auto mechanism = parse_mechanism(term);
    return mechanism && mechanism->kind == Kind::all;
}

std::string listed(const std::vector<std::string>& addresses) {
    std::string text;
    for (const auto& address : addresses) {
        text.append(address.find(':') == address.npos ? " ip4:" : " ip6:").append(address);
    }
    return text;
}

}  // namespace

bool is_spf_record(std::string_view text) {
    return istarts_with(text, kVersion) &&
           (text.size() == kVersion.size() || text[kVersion.size()] == ' ');
}

Result<SpfRecord> parse_spf_record(std::string_view text) {
    SpfRecord record;
    for (const auto& term : terms_of(text)) {
        if (is_modifier(term)) {
            if (take_modifier(term, record)) continue;
        } else if (auto mechanism = parse_mechanism(term)) {
            record.mechanisms.push_back(*std::move(mechanism));
            continue;
        }
        return Error{ErrorCode::invalid, in_quotes(term) + " is no term of SPF"};
    }
    return record;
}

std::string spf_record_for(const std::vector<std::string>& addresses) {
    return std::string(kVersion) + (addresses.empty() ? " ip4:ADDRESS" : listed(addresses)) +
           " -all";
}

std::string with_addresses(std::string_view record, const std::vector<std::string>& addresses) {
    return std::string(kVersion) + listed(addresses) + " " + joined(terms_of(record), " ");
}

std::string merged_spf_record(const std::vector<std::string>& records) {
    std::vector<std::string> terms{std::string(kVersion)};
    std::string all = "-all";
    for (const auto& record : records) {
        for (auto& term : terms_of(record)) {
            const bool known = std::find(terms.begin(), terms.end(), term) != terms.end();
            if (is_all(term))
                all = term;
            else if (!known)
                terms.push_back(std::move(term));
        }
    }
    terms.push_back(std::move(all));
    return joined(terms, " ");
}

}  // namespace postern
