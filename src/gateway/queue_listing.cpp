// SPDX-License-Identifier: Apache-2.0
#include "postern/gateway/queue_listing.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "postern/base/text.hpp"

namespace postern {

namespace {

constexpr std::string_view kParkedUntil = "postern: parked until ";
/// How every return path begins (return_path_local()).
constexpr std::string_view kReturnPath = "b+";

/// The agent of "agent+tag@drafts.example".
std::string agent_of(const std::string& recipient) {
    return canonical_id(recipient.substr(0, recipient.find('+')));
}

bool is_in_domain(std::string_view address, std::string_view domain) {
    const auto at = address.rfind('@');
    return at != std::string_view::npos && iequals(address.substr(at + 1), domain);
}

Waiting::Where where(const std::string& queue_name) {
    if (queue_name == "hold") return Waiting::Where::on_hold;
    return queue_name == "deferred" ? Waiting::Where::deferred : Waiting::Where::on_its_way;
}

/// Without our words it was not parked: it did not get through to us, or our answer was lost with
/// a process that died. It may be on its way to "deferred" only now.
void add_entry(const nlohmann::json& entry, std::string_view drafts_domain, QueueListing& listing) {
    const auto queue_id = entry.value("queue_id", "");
    const auto place = where(entry.value("queue_name", ""));
    for (const auto& recipient : entry.value("recipients", nlohmann::json::array())) {
        const auto address = recipient.value("address", "");
        if (is_in_domain(address, drafts_domain)) {
            const auto reason = recipient.value("delay_reason", "");
            const auto due = read_parking_text(reason);
            listing.waiting.push_back({queue_id, agent_of(address), due.value_or(TimePoint{}),
                                       place,
                                       due ? "" : reason.substr(0, Waiting::kLongestReason)});
        } else if (place == Waiting::Where::on_hold && istarts_with(address, kReturnPath)) {
            listing.held.push_back({queue_id, address.substr(0, address.rfind('@')),
                                    entry.value("message_size", std::uint64_t{0})});
        }
    }
}

/// Addresses need not be UTF-8, which JSON would have them be. Ours are ASCII.
std::string ascii(std::string_view line) {
    std::string text(line);
    std::replace_if(
        text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; },
        '?');
    return text;
}

Error not_whole() {
    return {ErrorCode::unavailable, "postqueue -j: the listing is not whole"};
}

}  // namespace

std::string parking_text(TimePoint due) {
    return std::string(kParkedUntil) + format_time(due) + ", the end of the grace window";
}

std::optional<TimePoint> read_parking_text(std::string_view delay_reason) {
    // Postfix folds what it quotes: white space may have changed, words have not.
    const auto at = delay_reason.find(kParkedUntil);
    if (at == std::string_view::npos) return std::nullopt;
    const auto rest = delay_reason.substr(at + kParkedUntil.size());
    const auto due = parse_time(rest.substr(0, rest.find_first_of(", \t\r\n")));
    return due ? std::optional(*due) : std::nullopt;
}

Result<void> QueueReader::take_line(std::string_view line) try {
    if (line.empty()) return {};
    const auto entry = nlohmann::json::parse(ascii(line), nullptr, false);
    if (!entry.is_object()) return not_whole();
    add_entry(entry, drafts_domain_, listing_);
    return {};
} catch (const nlohmann::json::exception& e) {
    return Error{ErrorCode::unavailable, std::string("postqueue -j: ") + e.what()};
}

Result<void> QueueReader::take(std::string_view piece) {
    for (auto end = piece.find('\n'); end != std::string_view::npos; end = piece.find('\n')) {
        const auto line = piece.substr(0, end);
        piece = piece.substr(end + 1);
        auto taken = begun_.empty() ? take_line(line) : take_line(begun_ += line);
        if (!taken) return taken;
        begun_.clear();
    }
    begun_ += piece;
    if (begun_.size() <= kLongestLine) return {};
    return Error{ErrorCode::unavailable,
                 "postqueue -j: a line is longer than " + std::to_string(kLongestLine) + " bytes"};
}

Result<QueueListing> QueueReader::end() {
    // postqueue ends every line; what has no end was cut off.
    if (!begun_.empty()) return not_whole();
    return std::move(listing_);
}

Result<QueueListing> read_queue(std::string_view json_lines, std::string_view drafts_domain) {
    QueueReader reader{std::string(drafts_domain)};
    const auto taken = reader.take(json_lines);
    return taken ? reader.end() : taken.error();
}

Result<std::vector<Waiting>> read_queue_listing(std::string_view json_lines,
                                                std::string_view drafts_domain) {
    auto listing = read_queue(json_lines, drafts_domain);
    if (!listing) return listing.error();
    return std::move(listing->waiting);
}

}  // namespace postern
