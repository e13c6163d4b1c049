// SPDX-License-Identifier: Apache-2.0
#include "departures.hpp"

#include <algorithm>

#include "postern/base/text.hpp"

#include "json_output.hpp"
#include "postfix_programs.hpp"

namespace postern {

namespace {

constexpr std::string_view kReturnPath = "b+";
/// A notification has one recipient, and Postfix's reason for putting it off.
constexpr std::size_t kLongestLine = std::size_t{64} << 10U;

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

void DepartureReader::take(std::string_view piece) {
    for (auto end = piece.find('\n'); end != piece.npos; end = piece.find('\n')) {
        add(piece.substr(0, end));
        end_line();
        piece.remove_prefix(end + 1);
    }
    add(piece);
}

void DepartureReader::add(std::string_view text) {
    line_ += text.substr(0, kLongestLine + 1 - std::min(line_.size(), kLongestLine + 1));
}

void DepartureReader::end_line() {
    // What a server said need not be UTF-8, which JSON would have it be.
    const auto file =
        line_.size() > kLongestLine ? Json() : Json::parse(as_ascii(line_), nullptr, false);
    line_.clear();
    if (!file.is_object()) return;
    const auto departures = departure_in(file, address_, since_);
    found_.insert(found_.end(), departures.begin(), departures.end());
}

Result<std::vector<Departure>> queued_departures(const PostfixSettings& settings,
                                                 const std::string& address, TimePoint since) {
    DepartureReader reader(address, since);
    const auto listed = PostfixPrograms(settings).list_queue([&](std::string_view piece) {
        reader.take(piece);
        return Result<void>{};
    });
    if (!listed) return listed.error();
    return reader.found();
}

}  // namespace postern
