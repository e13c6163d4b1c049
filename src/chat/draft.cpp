// SPDX-License-Identifier: Apache-2.0
#include "postern/chat/draft.hpp"

#include <algorithm>
#include <array>

#include "postern/base/text.hpp"
#include "postern/chat/kind.hpp"

namespace postern {

namespace {

using namespace draft_header;

constexpr std::size_t kLongestValue = 255;
constexpr Duration kClockDifference = std::chrono::minutes{1};
/// A host may be resumed from an old image, or have forgotten the year. Beyond that it is the
/// draft.
constexpr Duration kWrongestClock = std::chrono::days{365};
constexpr TimePoint kClockIsUnset{std::chrono::sys_days{std::chrono::year{2026} / 1 / 1}};

constexpr std::array kKnown{kKind, kAccount, kChat, kGroup, kOccurred, kDraftId};

/// Collects the first fault; later questions are then answered with nothing.
class Reader {
  public:
    explicit Reader(const HeaderList& headers) : headers_(headers) {}

    /// A field that occurs at most once and holds 1 to 255 printable ASCII characters.
    std::optional<std::string> value(std::string_view name) {
        if (fault_) return std::nullopt;
        const auto count = count_header(headers_, name);
        if (count == 0) return std::nullopt;
        if (count > 1)
            return fail(name, "stands " + std::to_string(count) + " times; once is right");
        auto text = unfolded(find_header(headers_, name)->value);
        if (text.empty()) return fail(name, "is empty");
        if (text.size() > kLongestValue) {
            return fail(name,
                        "has " + std::to_string(text.size()) + " bytes; at most 255 are allowed");
        }
        if (!is_printable_ascii(text))
            return fail(name, in_quotes(text) + " is not printable ASCII");
        return text;
    }

    std::optional<std::string> required(std::string_view name) {
        auto text = value(name);
        if (!text && !fault_) return fail(name, "is missing");
        return text;
    }

    /// In its canonical form: identifiers are compared without case.
    std::optional<std::string> id(std::string_view name, std::optional<std::string> text) {
        if (!text) return std::nullopt;
        auto canonical = canonical_id(*text);
        if (!canonical.empty()) return canonical;
        return fail(name,
                    in_quotes(*text) +
                        " is no identifier: 1 to 64 of a-z 0-9 . _ -, beginning with a letter "
                        "or digit");
    }

    std::nullopt_t fail(std::string_view name, std::string what, bool may_pass = false) {
        if (!fault_) fault_ = DraftFault{std::string(name), std::move(what), may_pass};
        return std::nullopt;
    }

    [[nodiscard]] const std::optional<DraftFault>& fault() const { return fault_; }

  private:
    const HeaderList& headers_;
    std::optional<DraftFault> fault_;
};

void check_names(const HeaderList& headers, Origin origin, Reader& in) {
    for (const auto& field : headers) {
        if (!istarts_with(field.name, kPrefix)) continue;
        if (iequals(field.name, kSeal)) {
            if (origin == Origin::sealed) continue;
            in.fail(field.name, "is postern's own; drafts are submitted without it");
            return;
        }
        const bool known = std::any_of(kKnown.begin(), kKnown.end(),
                                       [&](auto name) { return iequals(name, field.name); });
        if (known) continue;
        const auto meant = nearest(field.name, {kKnown.begin(), kKnown.end()});
        in.fail(field.name, meant.empty() ? "is not a field of a draft"
                                          : "is not a field of a draft; did you mean " +
                                                std::string(meant) + "?");
        return;
    }
}

Kind read_kind(Reader& in) {
    const auto text = in.required(kKind);
    if (!text) return {};
    if (const auto kind = kind_from(lower(*text))) return *kind;
    in.fail(kKind, in_quotes(*text) + " is unknown; it is " + kinds_in_words());
    return {};
}

TimePoint read_occurred(Reader& in, TimePoint arrived, Origin origin) {
    const auto text = in.value(kOccurred);
    if (!text) return arrived;
    const auto at = parse_time(*text);
    if (!at) {
        in.fail(kOccurred, at.error().what);
        return arrived;
    }
    // What was sealed is bounded already; our clock may have been set back since.
    if (origin == Origin::sealed) return *at;
    if (*at > arrived + kClockDifference) {
        const bool may_be_ours = *at <= arrived + kWrongestClock || arrived < kClockIsUnset;
        in.fail(kOccurred, *text + " lies in the future; it is now " + format_time(arrived),
                may_be_ours);
    }
    // A clock that runs a little ahead must not make the window longer than it is.
    return std::min(*at, arrived);
}

std::string read_id(Reader& in) {
    auto text = in.value(kDraftId);
    if (text) return *text;
    text = in.value("Message-ID");
    if (!text) {
        in.fail(kDraftId, "is missing, and so is a Message-ID that could stand in for it");
        return {};
    }
    return *text;
}

}  // namespace

bool has_draft_headers(const HeaderList& headers) {
    return std::any_of(headers.begin(), headers.end(), [](const auto& field) {
        return istarts_with(field.name, kPrefix) && !iequals(field.name, kPass);
    });
}

std::variant<Draft, DraftFault> read_draft(const HeaderList& headers, TimePoint arrived,
                                           Origin origin) {
    Reader in(headers);
    check_names(headers, origin, in);
    Draft draft;
    draft.kind = read_kind(in);
    draft.account = in.id(kAccount, in.required(kAccount)).value_or("");
    draft.chat = in.id(kChat, in.required(kChat)).value_or("");
    draft.group = in.id(kGroup, in.value(kGroup));
    draft.occurred = read_occurred(in, arrived, origin);
    draft.id = read_id(in);
    if (in.fault()) return *in.fault();
    return draft;
}

}  // namespace postern
