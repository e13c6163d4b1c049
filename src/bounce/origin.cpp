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

/// Postfix's own form, "from NAME (HOST [ADDRESS])". What the client calls itself may be an
/// address in square brackets as well, but Postfix lets no parenthesis into it.
std::string_view client_of(std::string_view clause) {
    const auto open = clause.find('[', std::min(clause.find('('), clause.size()));
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

/// How long the comment is that `text` begins with (RFC 5322 section 3.2.2); nothing where it has
/// no end.
std::optional<std::size_t> comment_length(std::string_view text) {
    int depth = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\\') {
            ++i;
        } else if (text[i] == '(') {
            ++depth;
        } else if (text[i] == ')' && --depth == 0) {
            return i + 1;
        }
    }
    return std::nullopt;
}

/// "(Postfix, from userid 1000)", as pickup(8) writes it of the sendmail command.
bool names_a_user(std::string_view comment) {
    constexpr std::string_view kBefore = ", from userid ";
    const auto at = comment.rfind(kBefore);
    if (at == std::string_view::npos) return false;
    const auto user = comment.substr(at + kBefore.size());
    return user.find_first_not_of("-0123456789") == user.size() - 1;
}

/// Cuts off what comes before the next blank, and the blanks behind it.
std::string_view take_word(std::string_view& text) {
    const auto word = text.substr(0, text.find_first_of(kBlanks));
    text.remove_prefix(word.size());
    text.remove_prefix(std::min(text.find_first_not_of(kBlanks), text.size()));
    return word;
}

/// "by HOST (MAIL_NAME) id QUEUE-ID; …": HOST; nothing where it is of another form. mail_name is
/// the site's choice, and may hold any words.
std::optional<std::string> made_by(std::string_view received) {
    const auto text = unfolded(received);
    std::string_view rest = text;
    if (!iequals(take_word(rest), "by")) return std::nullopt;
    const auto host = take_word(rest);
    const auto length = rest.starts_with('(') ? comment_length(rest) : std::nullopt;
    if (!length || names_a_user(rest.substr(0, *length))) return std::nullopt;
    rest.remove_prefix(*length);
    if (!take_word(rest).empty() || !iequals(take_word(rest), "id")) return std::nullopt;
    if (rest.substr(0, rest.find(';')).find_first_of(kBlanks) != rest.npos) return std::nullopt;
    return std::string(host);
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
