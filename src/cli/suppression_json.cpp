// SPDX-License-Identifier: Apache-2.0
#include "suppression_json.hpp"

#include <algorithm>
#include <array>

#include "postern/base/text.hpp"

#include "arguments.hpp"

namespace postern {

namespace {

constexpr std::array<std::string_view, 12> kMembers{"subject", "cause",        "rule",  "evidence",
                                                    "author",  "notification", "since", "last",
                                                    "until",   "step",         "probe", "probed"};
constexpr int kMostSteps = 1000;

Error fault(std::string_view member, std::string what) {
    return {ErrorCode::invalid, std::move(what), {std::string(member)}};
}

/// Reads members one by one; the first fault is kept.
class Members {
  public:
    explicit Members(const Json& json) : json_(json) {}

    [[nodiscard]] const std::optional<Error>& error() const { return error_; }

    std::string text(std::string_view member, std::string otherwise = {}) {
        const auto* value = find(member);
        if (value == nullptr) return otherwise;
        if (value->is_string()) return value->get<std::string>();
        fail(member, "is to be a text");
        return {};
    }

    std::optional<TimePoint> time(std::string_view member) {
        const auto* value = find(member);
        if (value == nullptr) return std::nullopt;
        if (value->is_string()) {
            if (const auto at = parse_time(value->get<std::string>())) return *at;
        }
        fail(member, "is to be a point in time such as \"2026-11-23T12:00:00Z\"");
        return std::nullopt;
    }

    int number(std::string_view member, int most) {
        const auto* value = find(member);
        if (value == nullptr) return 0;
        if (value->is_number_integer()) {
            const auto number = value->get<long long>();
            if (number >= 0 && number <= most) return static_cast<int>(number);
        }
        fail(member, "is to be a number from 0 to " + std::to_string(most));
        return 0;
    }

    Cause cause(std::string_view member) {
        if (find(member) == nullptr) return Cause::by_operator;
        const auto name = text(member);
        if (const auto cause = cause_from(name)) return *cause;
        std::vector<std::string_view> known;
        known.reserve(kDeliverabilityRules.size());
        for (const auto& rule : kDeliverabilityRules) known.push_back(rule.reason);
        fail(member, unknown("cause", name, known));
        return Cause::by_operator;
    }

    void allow_only(std::span<const std::string_view> known) {
        for (const auto& [name, value] : json_.items()) {
            if (std::find(known.begin(), known.end(), name) != known.end()) continue;
            fail("{}", unknown("member", name, {known.begin(), known.end()}));
        }
    }

    void fail(std::string_view member, std::string what) {
        if (!error_) error_ = fault(member, std::move(what));
    }

  private:
    /// Null is as if it were not there.
    const Json* find(std::string_view member) {
        const auto found = json_.find(member);
        return found == json_.end() || found->is_null() ? nullptr : &*found;
    }

    const Json& json_;
    std::optional<Error> error_{};
};

/// What the store could not make sense of, although each member is good.
std::optional<Error> contradiction(const Suppression& s) {
    if (!is_address_subject(s.subject) && s.cause != Cause::complaint &&
        s.cause != Cause::by_operator) {
        return fault("cause", std::string(name_of(s.cause)) + " is said of addresses, and " +
                                  in_quotes(s.subject) + " is none");
    }
    if (s.until && *s.until < s.since) return fault("until", "is before \"since\"");
    if (s.probed && s.probe.empty()) return fault("probe", "is missing beside \"probed\"");
    return std::nullopt;
}

}  // namespace

Json to_json(const Suppression& s) {
    return {{"subject", s.subject},
            {"cause", name_of(s.cause)},
            {"rule", rule_of(s.cause).id},
            {"evidence", s.evidence},
            {"author", s.author},
            {"notification", s.notification},
            {"since", format_time(s.since)},
            {"last", format_time(s.last)},
            {"until", time_or_null(s.until)},
            {"step", s.step},
            {"probe", s.probe},
            {"probed", time_or_null(s.probed)}};
}

Json to_json(const SuppressionChange& c) {
    return {{"at", format_time(c.at)},
            {"what", c.what},
            {"cause", c.cause},
            {"author", c.author},
            {"why", c.why}};
}

Json to_json(const DisbelievedReports& d) {
    return {{"victim", d.victim},
            {"why", d.why},
            {"count", d.count},
            {"first", format_time(d.first)},
            {"last", format_time(d.last)}};
}

Result<Suppression> suppression_from_json(const std::string& text, const Author& author) {
    const auto json = Json::parse(text, nullptr, false);
    if (json.is_discarded() || !json.is_object()) {
        return Error{ErrorCode::invalid, "is neither a JSON object nor an address or AGENT/KIND"};
    }
    Members members(json);
    members.allow_only(kMembers);
    Suppression s;
    const auto subject = parse_subject(members.text("subject"));
    if (!subject) members.fail("subject", subject.error().message());
    s.cause = members.cause("cause");
    s.evidence = members.text("evidence", author.why);
    s.author = members.text("author", author.name);
    s.notification = members.text("notification");
    s.since = members.time("since").value_or(author.at);
    s.last = members.time("last").value_or(s.since);
    s.until = members.time("until");
    s.step = members.number("step", kMostSteps);
    s.probe = members.text("probe");
    s.probed = members.time("probed");
    if (members.error()) return *members.error();
    s.subject = *subject;
    if (const auto wrong = contradiction(s)) return *wrong;
    return s;
}

}  // namespace postern
