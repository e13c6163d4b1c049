// SPDX-License-Identifier: Apache-2.0
#include "dmarc_record.hpp"

#include <algorithm>
#include <array>

#include "postern/base/text.hpp"

#include "labels.hpp"
#include "tag_list.hpp"

namespace postern {

namespace {

Result<std::string> policy_of(const TagList& tags, std::string_view name,
                              const std::string& otherwise) {
    constexpr std::array<std::string_view, 3> kPolicies{"none", "quarantine", "reject"};
    const auto policy = lower(value_of(tags, name).value_or(otherwise));
    const bool known = std::find(kPolicies.begin(), kPolicies.end(), policy) != kPolicies.end();
    if (known) return policy;
    const auto tag = std::string(name) + "=";
    if (policy.empty()) return invalid(tag + " is missing");
    return invalid(tag + in_quotes(policy) + " is none of none, quarantine, reject");
}

Result<bool> is_strict(const TagList& tags, std::string_view name) {
    const auto mode = lower(value_of(tags, name).value_or("r"));
    if (mode == "r" || mode == "s") return mode == "s";
    return invalid(std::string(name) + "=" + in_quotes(mode) + " is neither r nor s");
}

}  // namespace

bool is_dmarc_record(std::string_view text) {
    const auto first = split(text, ";").front();
    const auto equals = first.find('=');
    return equals != first.npos && trim(first.substr(0, equals)) == "v" &&
           trim(first.substr(equals + 1)) == "DMARC1";
}

Result<DmarcRecord> parse_dmarc_record(std::string_view text) {
    const auto tags = parse_tag_list(text);
    if (!tags) return tags.error();
    const auto policy = policy_of(*tags, "p", "");
    if (!policy) return policy.error();
    const auto below = policy_of(*tags, "sp", *policy);
    if (!below) return below.error();
    const auto dkim = is_strict(*tags, "adkim");
    if (!dkim) return dkim.error();
    const auto spf = is_strict(*tags, "aspf");
    if (!spf) return spf.error();
    return DmarcRecord{*policy, *below, *dkim, *spf};
}

std::string with_dmarc_tag(std::string_view text, std::string_view name, std::string_view value) {
    auto tags = parse_tag_list(text);
    if (!tags) return std::string(text);
    const auto found =
        std::find_if(tags->begin(), tags->end(), [&](const Tag& tag) { return tag.name == name; });
    if (found == tags->end()) {
        tags->push_back({std::string(name), std::string(value)});
    } else {
        found->value = value;
    }
    return format_tag_list(*tags);
}

}  // namespace postern
