// SPDX-License-Identifier: Apache-2.0
#include "postern/bounce/origin.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "postern/base/text.hpp"

namespace postern {

namespace {

constexpr std::array<std::string_view, 3> kNames{"ours", "outside", "unknown"};

constexpr std::string_view kBlanks = " \t\r\n";

bool is_trusted(std::string_view address, const std::vector<Network>& trusted) {
    return std::any_of(trusted.begin(), trusted.end(),
                       [&](const auto& network) { return network.contains(address); });
}

/// What stands between "from" and "by", folds undone; "" where nothing names a client.
std::string from_clause(std::string_view received) {
    auto text = unfolded(received);
    std::replace(text.begin(), text.end(), '\t', ' ');
    if (!istarts_with(text, "from ")) return {};
    // A client's name has no blank in it, so that "by" is not its word.
    return text.substr(0, lower(text).find(" by ", 5));
}

/// Postfix's own form: the client's address, the first thing in square brackets.
std::string_view client_of(std::string_view clause) {
    const auto open = clause.find('[');
    const auto close = clause.find(']', open);
    if (open == std::string_view::npos || close == std::string_view::npos) return {};
    auto address = clause.substr(open + 1, close - open - 1);
    constexpr std::string_view kTag = "ipv6:";
    if (istarts_with(address, kTag)) address.remove_prefix(kTag.size());
    return address;
}

/// Any address in it, in whatever brackets a mail server writes it, that is not trusted.
bool names_a_stranger(std::string_view clause, const std::vector<Network>& trusted) {
    constexpr std::string_view kBetween = " ()[];,";
    while (!clause.empty()) {
        const auto end = std::min(clause.find_first_of(kBetween), clause.size());
        auto word = clause.substr(0, end);
        constexpr std::string_view kTag = "ipv6:";
        if (istarts_with(word, kTag)) word.remove_prefix(kTag.size());
        const bool is_address = word.find_first_of(".:") != word.npos && Network::parse(word);
        if (is_address && !is_trusted(word, trusted)) return true;
        clause.remove_prefix(std::min(end + 1, clause.size()));
    }
    return false;
}

/// "by HOST (Postfix) id …": HOST; nothing where it is of another form, such as sendmail's
/// "(Postfix, from userid 1000)".
std::optional<std::string> made_by(std::string_view received) {
    auto text = unfolded(received);
    if (!istarts_with(text, "by ")) return std::nullopt;
    const auto begin = text.find_first_not_of(kBlanks, 3);
    const auto end = text.find_first_of(kBlanks, begin);
    if (end == std::string::npos) return std::nullopt;
    const auto stamp = text.find(';');
    const auto rest = text.substr(end, stamp == std::string::npos ? stamp : stamp - end);
    for (const auto* other : {" from ", " with ", " for "}) {
        if (lower(rest).find(other) != std::string::npos) return std::nullopt;
    }
    return text.substr(begin, end - begin);
}

}  // namespace

std::string_view name_of(ReportOrigin origin) {
    return kNames.at(static_cast<std::size_t>(origin));
}

ReportOrigin origin_of(const HeaderList& headers, std::string_view reporting_mta,
                       const std::vector<Network>& trusted) {
    std::vector<std::string_view> hops;
    for (const auto& field : headers) {
        if (iequals(field.name, "Received")) hops.push_back(field.value);
    }
    if (hops.empty()) return ReportOrigin::unknown;
    const auto client = from_clause(hops.front());
    if (client.empty()) {
        const auto maker = made_by(hops.front());
        const bool alone = hops.size() == 1 && maker && iequals(*maker, reporting_mta);
        return alone ? ReportOrigin::ours : ReportOrigin::outside;
    }
    if (!is_trusted(client_of(client), trusted)) return ReportOrigin::outside;
    const bool strange = std::any_of(hops.begin() + 1, hops.end(), [&](std::string_view hop) {
        return names_a_stranger(from_clause(hop), trusted);
    });
    return strange ? ReportOrigin::outside : ReportOrigin::ours;
}

}  // namespace postern
