// SPDX-License-Identifier: Apache-2.0
#include "departures.hpp"

#include <algorithm>

#include "json_output.hpp"
#include "postfix_programs.hpp"

namespace postern {

namespace {

constexpr std::string_view kReturnPath = "b+";

/// The departure that a line of the listing is about, if it is one of that address.
std::vector<Departure> departure_in(const Json& file, const std::string& address, TimePoint since) {
    using std::chrono::seconds;
    const TimePoint arrived{seconds{file.value("arrival_time", 0LL)}};
    const bool may_be = file.value("sender", "").starts_with(kReturnPath) &&
                        arrived >= std::chrono::floor<seconds>(since);
    if (!may_be || !file.contains("recipients")) return {};
    for (const auto& recipient : file["recipients"]) {
        if (recipient.value("address", "") != address) continue;
        return {{file.value("queue_id", ""), recipient.value("delay_reason", "")}};
    }
    return {};
}

}  // namespace

std::vector<Departure> departures_in(std::string_view listing, const std::string& address,
                                     TimePoint since) {
    std::vector<Departure> all;
    while (!listing.empty()) {
        const auto line = listing.substr(0, listing.find('\n'));
        listing.remove_prefix(std::min(listing.size(), line.size() + 1));
        const auto file = Json::parse(line, nullptr, false);
        if (!file.is_object()) continue;
        const auto found = departure_in(file, address, since);
        all.insert(all.end(), found.begin(), found.end());
    }
    return all;
}

std::vector<Departure> queued_departures(const PostfixSettings& settings,
                                         const std::string& address, TimePoint since) {
    const auto listed = PostfixPrograms(settings).postqueue({"-j"});
    return listed ? departures_in(*listed, address, since) : std::vector<Departure>();
}

}  // namespace postern
