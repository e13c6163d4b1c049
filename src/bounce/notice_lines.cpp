// SPDX-License-Identifier: Apache-2.0
#include "notice_lines.hpp"

#include <algorithm>
#include <array>

#include "postern/base/text.hpp"

#include "beside_address.hpp"
#include "mail_address.hpp"
#include "reply.hpp"

namespace postern {
namespace {

/// How much of what was said before an address is looked at.
constexpr std::size_t kContext = 200;
/// A row that repeats To has one that repeats Subject, Date or From so many lines away at most.
constexpr std::size_t kNeighbours = 3;

bool ends_with_any(std::string_view text, const std::vector<std::string_view>& endings) {
    return std::any_of(endings.begin(), endings.end(), [&](std::string_view ending) {
        return text.size() >= ending.size() &&
               iequals(text.substr(text.size() - ending.size()), ending);
    });
}

std::string_view without_quoting(std::string_view line) {
    line = trim(line);
    while (!line.empty() && (line.front() == '>' || line.front() == '|' || line.front() == '*')) {
        line = trim(line.substr(1));
    }
    return line;
}

/// What a label at the line's front would be within: however long the line, it costs the same.
std::string_view label_of(std::string_view line) {
    constexpr std::size_t kLongestLabel = 64;
    return without_quoting(line).substr(0, kLongestLabel);
}

/// A row "Subject: ..." or the like.
bool repeats_field(std::string_view line, const PatternFile& patterns) {
    const auto label = label_of(line);
    const bool may = label.find(':') != label.npos || label.find("\uFF1A") != label.npos;
    return may && patterns.fields.first_in(label) != nullptr;
}

/// Behind the last end of a sentence in `said`.
std::string_view unfinished(std::string_view said) {
    if (said.size() > kContext) said.remove_prefix(said.size() - kContext);
    for (auto at = said.size(); at-- > 0;) {
        const auto rest = said.substr(at);
        for (const std::string_view end : {". ", "! ", "\u3002", "\uFF01"}) {
            if (rest.front() == end.front() && rest.starts_with(end))
                return rest.substr(end.size());
        }
    }
    return said;
}

bool is_rule(std::string_view line) {
    line = trim(line);
    constexpr std::string_view kRule = "-=_*+#~";
    return line.size() >= 3 && kRule.find(line[0]) != line.npos && line[1] == line[0] &&
           line[2] == line[0];
}

class Scan {
  public:
    Scan(std::string_view notice, const PatternFile& patterns)
        : patterns_(patterns), lines_(lines_of(notice)) {
        for (const auto line : lines_) is_field_.push_back(repeats_field(line, patterns));
    }

    std::vector<Sighting> run() {
        for (std::size_t i = 0; i < lines_.size(); ++i) {
            // What follows is the writer's own address, or his advertisement.
            if (is_signature(i)) break;
            take(i);
        }
        return std::move(found_);
    }

  private:
    void take(std::size_t i);
    [[nodiscard]] bool is_signature(std::size_t i) const;
    [[nodiscard]] Standing standing_of(std::size_t i, const FoundAddress& place,
                                       std::string_view context, bool is_last) const;
    [[nodiscard]] Standing standing_in_field(std::string_view before) const;
    [[nodiscard]] bool repeats_to(std::size_t i) const;
    void end_paragraph();

    const PatternFile& patterns_;
    std::vector<std::string_view> lines_;
    std::vector<bool> is_field_;
    std::string said_;  ///< Since the last end of a sentence, address or rule.
    std::vector<Sighting> found_;
};

/// RFC 3676 section 4.3, or four dashes with a few lines behind them that quote no server.
bool Scan::is_signature(std::size_t i) const {
    constexpr std::size_t kLongest = 8;
    const auto line = trim(lines_[i]);
    if (line == "--") return !found_.empty();
    if (line != "----" || lines_.size() - i > kLongest) return false;
    const bool names_any = std::any_of(found_.begin(), found_.end(), [](const auto& sighting) {
        return sighting.standing == Standing::listed;
    });
    return names_any && std::all_of(lines_.begin() + static_cast<std::ptrdiff_t>(i), lines_.end(),
                                    [](auto rest) { return reply_code_in(rest).empty(); });
}

bool Scan::repeats_to(std::size_t i) const {
    if (patterns_.addressees.first_in(label_of(lines_[i])) == nullptr) return false;
    const auto begin = i - std::min(i, kNeighbours);
    const auto end = std::min(lines_.size(), i + kNeighbours + 1);
    return std::find(is_field_.begin() + static_cast<std::ptrdiff_t>(begin),
                     is_field_.begin() + static_cast<std::ptrdiff_t>(end),
                     true) != is_field_.begin() + static_cast<std::ptrdiff_t>(end);
}

Standing Scan::standing_of(std::size_t i, const FoundAddress& place, std::string_view context,
                           bool is_last) const {
    const auto line = lines_[i];
    const auto next = i + 1 < lines_.size() ? lines_[i + 1] : std::string_view();
    const auto before = line.substr(0, place.begin);
    const auto bare = without_opening(before);
    if (ends_with_any(bare, {"expanded from:", "expanded from", "generated from", "generated by",
                             "forwarded from", "aliased from", "original address:"})) {
        return Standing::expanded;
    }
    if (is_owner_of_message(line.substr(place.end)) ||
        patterns_.senders_named.first_in(context) != nullptr) {
        return Standing::sender;
    }
    if (patterns_.bystanders.first_in(context) != nullptr ||
        patterns_.bystanders.first_in(postposition(line.substr(place.end), next)) != nullptr) {
        return Standing::bystander;
    }
    if (quotes_answer(before) || ends_with_any(bare, {"rcpt to:", "rcpt to"})) {
        return Standing::transcript;
    }
    if (repeats_to(i)) return Standing::addressee;
    if (leads_to_address(before)) return Standing::listed;
    const bool labelled = ends_with_any(bare, {":", "\uFF1A", "|", "="});
    if (labelled && patterns_.reasons.first_in(unfinished(bare)) == nullptr)
        return Standing::listed;
    return is_last && is_display_name(before) ? Standing::listed : Standing::mentioned;
}

/// What others wrote into a field may name anybody; only its label counts.
Standing Scan::standing_in_field(std::string_view before) const {
    const auto bare = without_quoting(without_opening(before));
    const auto colon = bare.find(':');
    const bool is_label = colon == bare.size() - 1 || bare.ends_with("\uFF1A");
    return is_label && patterns_.senders_named.first_in(bare) != nullptr ? Standing::sender
                                                                         : Standing::bystander;
}

/// An empty line ends what was said, but for "a message sent by" and "the following:".
void Scan::end_paragraph() {
    if (said_.ends_with(": ") || said_.ends_with("\uFF1A ")) return;
    constexpr int kWords = 2;
    auto begin = said_.size();
    for (int i = 0; i <= kWords && begin != std::string::npos && begin > 0; ++i) {
        begin = said_.rfind(' ', begin - 1);
    }
    if (begin != std::string::npos) said_.erase(0, begin + 1);
}

void Scan::take(std::size_t i) {
    const auto line = lines_[i];
    if (is_rule(line)) said_.clear();
    if (trim(line).empty()) return end_paragraph();
    const auto places = places_of_addresses(line);
    std::size_t done = 0;
    for (const auto& place : places) {
        if (done > 0 && done < place.begin &&
            is_list_separator(line.substr(done, place.begin - done))) {
            found_.push_back({place.address, found_.back().standing, i});
            done = place.end;
            continue;
        }
        std::string context = said_;
        context.append(line.substr(done, place.begin - std::min(place.begin, done)));
        found_.push_back(
            {place.address,
             is_field_[i] ? standing_in_field(line.substr(0, place.begin))
                          : standing_of(i, place, unfinished(context), &place == &places.back()),
             i});
        said_.clear();
        done = place.end;
    }
    const auto rest = trim(line.substr(done));
    if (rest.empty()) return;
    said_.append(rest);
    // An end of a line ends a sentence as a blank does.
    said_ = std::string(unfinished(said_ + ' '));
}

}  // namespace

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const auto end = text.find('\n');
        lines.push_back(text.substr(0, end));
        if (end == std::string_view::npos) break;
        text.remove_prefix(end + 1);
    }
    return lines;
}

std::vector<Sighting> sightings_in(std::string_view notice, const PatternFile& patterns) {
    return Scan(notice, patterns).run();
}

std::string without_repeated_fields(std::string_view notice, const PatternFile& patterns) {
    std::string out;
    for (const auto line : lines_of(notice)) {
        if (!repeats_field(line, patterns)) out.append(line).append("\n");
    }
    return out;
}

}  // namespace postern
