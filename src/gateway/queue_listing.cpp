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
constexpr std::size_t kBeginning = 4096;

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

/// In the beginning of a line, where postqueue writes it before all that strangers choose; "" where
/// it is none.
std::string queue_id_in(std::string_view line) {
    constexpr std::string_view kName = "\"queue_id\":";
    const auto name = line.find(kName);
    if (!line.starts_with('{') || name == std::string_view::npos) return {};
    const auto value = trim(line.substr(name + kName.size()));
    if (!value.starts_with('"')) return {};
    const auto end = value.find('"', 1);
    return end == std::string_view::npos ? std::string() : std::string(value.substr(1, end - 1));
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

bool QueueListing::is_unread(const std::string& queue_id) const {
    return std::find(unread.begin(), unread.end(), queue_id) != unread.end();
}

Result<void> QueueReader::take_line() try {
    if (begun_.empty()) return {};
    // Addresses need not be UTF-8, which JSON would have them be. Ours are ASCII.
    const auto entry = nlohmann::json::parse(as_ascii(begun_), nullptr, false);
    if (!entry.is_object()) return not_whole();
    add_entry(entry, drafts_domain_, listing_);
    return {};
} catch (const nlohmann::json::exception& e) {
    return Error{ErrorCode::unavailable, std::string("postqueue -j: ") + e.what()};
}

Result<void> QueueReader::skip_line() {
    auto queue_id = queue_id_in(begun_);
    if (queue_id.empty()) return not_whole();
    listing_.unread.push_back(std::move(queue_id));
    return {};
}

Result<void> QueueReader::end_line() {
    auto taken = is_too_long_ ? skip_line() : take_line();
    begun_.clear();
    is_too_long_ = false;
    return taken;
}

void QueueReader::add(std::string_view text) {
    if (is_too_long_) return;
    begun_ += text.substr(0, kLongestLine - begun_.size() + 1);
    if (begun_.size() <= kLongestLine) return;
    is_too_long_ = true;
    begun_.resize(kBeginning);
    begun_.shrink_to_fit();
}

Result<void> QueueReader::take(std::string_view piece) {
    for (auto end = piece.find('\n'); end != std::string_view::npos; end = piece.find('\n')) {
        add(piece.substr(0, end));
        piece = piece.substr(end + 1);
        auto taken = end_line();
        if (!taken) return taken;
    }
    add(piece);
    return {};
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
