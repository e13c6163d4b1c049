// SPDX-License-Identifier: Apache-2.0
//
// postern senders list, history, providers: how the sender domains stand with the providers, what
// they sent and what came back.
#include <algorithm>
#include <array>
#include <ostream>

#include "postern/address/provider.hpp"
#include "postern/gateway/identity.hpp"
#include "postern/sender/standing.hpp"

#include "commands.hpp"
#include "json_output.hpp"
#include "sender_input.hpp"
#include "text_table.hpp"
#include "values.hpp"

namespace postern {

namespace {

constexpr std::array kStandingOptions{kProvider,
                                      Option{"suspended", "", "only what is not in full use"}};
constexpr std::array kHistoryOptions{kProvider,
                                     Option{"limit", "COUNT", "at most so many, 100 unless given"}};
constexpr int kMostSenders = 100'000;

/// One domain at one provider: what it sent in the last seven days, and how it stands there, for
/// everybody or for one account.
struct SenderLine {
    SenderRecord record;
    std::optional<SenderStanding> standing{};
};

SenderStage stage_of(const SenderLine& line, TimePoint now, const ReputationSettings& terms) {
    return line.standing ? stage_of(*line.standing, now, terms) : SenderStage::forgotten;
}

bool is_of(const SenderRecord& record, const SenderStanding& standing) {
    return record.domain == standing.domain && record.provider == standing.provider;
}

/// A line for each standing, and one for whatever has none.
std::vector<SenderLine> joined(const std::vector<SenderRecord>& traffic,
                               const std::vector<SenderStanding>& standings) {
    std::vector<SenderLine> lines;
    for (const auto& record : traffic) {
        const auto before = lines.size();
        for (const auto& each : standings) {
            if (is_of(record, each)) lines.push_back({record, each});
        }
        if (lines.size() == before) lines.push_back({record});
    }
    for (const auto& each : standings) {
        const auto sent = [&](const auto& record) { return is_of(record, each); };
        if (std::none_of(traffic.begin(), traffic.end(), sent)) {
            lines.push_back({{each.domain, each.provider}, each});
        }
    }
    return lines;
}

Result<std::vector<SenderLine>> lines_for(State& state, SenderFilter filter, TimePoint now) {
    filter.limit = kMostSenders;
    const auto traffic = state.sender_traffic(filter, now - kComplaintHours);
    if (!traffic) return traffic.error();
    const auto standings = state.sender_standings(filter);
    if (!standings) return standings.error();
    return joined(*traffic, *standings);
}

struct PoolLine {
    std::string domain;
    int weight = 0;
    long long sent = 0;
    std::optional<long long> cap{};
};

Result<std::vector<PoolLine>> pool_lines(const SenderQuestion& question, TimePoint now) {
    const auto sent = question.state.sent_on_day(now);
    if (!sent) return sent.error();
    const auto& wanted = question.filter.domain;
    std::vector<PoolLine> lines;
    for (const auto& sender : question.settings.senders) {
        if (!wanted.empty() && sender.domain != wanted) continue;
        PoolLine line{sender.domain, sender.weight, 0, cap_on_day(sender, now)};
        for (const auto& each : *sent) {
            if (each.domain == sender.domain) line.sent = each.traffic.sent;
        }
        lines.push_back(line);
    }
    return lines;
}

Json to_json(const PoolLine& line) {
    return {{"domain", line.domain},
            {"weight", line.weight},
            {"sent_today", line.sent},
            {"cap_today", line.cap ? Json(*line.cap) : Json(nullptr)}};
}

/// Null: everybody's.
Json account_json(const std::string& account) {
    return account.empty() ? Json(nullptr) : Json(account);
}

std::string account_text(const std::string& account) {
    return account.empty() ? "all" : account;
}

Json to_json(const SenderLine& line, SenderStage stage) {
    const auto& t = line.record.traffic;
    Json json{{"domain", line.record.domain}, {"provider", line.record.provider},
              {"state", name_of(stage)},      {"sent", t.sent},
              {"refused", t.refused},         {"content", t.content},
              {"complaints", t.complaints},   {"delivered", t.delivered},
              {"account", nullptr},           {"standing", nullptr}};
    if (!line.standing) return json;
    const auto& s = *line.standing;
    const auto moment = [](const auto& at) { return at ? Json(format_time(*at)) : Json(nullptr); };
    json["account"] = account_json(s.account);
    json["standing"] = {{"cause", name_of(s.cause)},
                        {"evidence", without_return_tokens(s.evidence)},
                        {"author", s.author},
                        {"notification", s.notification},
                        {"since", format_time(s.since)},
                        {"until", moment(s.until)},
                        {"step", s.step},
                        {"round", s.round},
                        {"recovered", moment(s.recovered)}};
    return json;
}

Json to_json(const SenderChange& c) {
    return {{"domain", c.domain},
            {"provider", c.provider},
            {"account", account_json(c.account)},
            {"what", c.what},
            {"cause", c.cause},
            {"author", c.author},
            {"why", without_return_tokens(c.why)},
            {"at", format_time(c.at)},
            {"until", c.until ? Json(format_time(*c.until)) : Json(nullptr)},
            {"step", c.step}};
}

void print_pool(const Call& call, const std::vector<PoolLine>& pool) {
    if (pool.empty()) return;
    TextTable table;
    table.add({"DOMAIN", "WEIGHT", "SENT TODAY", "CAP TODAY"});
    for (const auto& line : pool) {
        table.add({line.domain, std::to_string(line.weight), std::to_string(line.sent),
                   line.cap ? std::to_string(*line.cap) : "none"});
    }
    table.print(call.out());
}

std::string until_text(const std::optional<TimePoint>& until) {
    return until ? format_time(*until) : "it is resumed";
}

void print_standings(const Call& call, const std::vector<SenderLine>& lines,
                     const ReputationSettings& terms) {
    if (lines.empty()) return;
    TextTable table;
    table.add({"DOMAIN", "PROVIDER", "ACCOUNT", "STATE", "UNTIL", "STEP", "SENT IN 7d", "REFUSED",
               "CONTENT", "COMPLAINTS", "DELIVERED", "EVIDENCE"});
    for (const auto& line : lines) {
        const auto& t = line.record.traffic;
        const auto stage = stage_of(line, call.clock.now(), terms);
        const bool suspended = stage == SenderStage::suspended;
        table.add({line.record.domain, line.record.provider,
                   account_text(line.standing ? line.standing->account : ""),
                   std::string(name_of(stage)), suspended ? until_text(line.standing->until) : "-",
                   line.standing ? std::to_string(line.standing->step) : "-",
                   std::to_string(t.sent), std::to_string(t.refused), std::to_string(t.content),
                   std::to_string(t.complaints), std::to_string(t.delivered),
                   line.standing ? without_return_tokens(line.standing->evidence) : ""});
    }
    table.print(call.out());
}

void print_list_json(const Call& call, const std::vector<PoolLine>& pool,
                     const std::vector<SenderLine>& lines, const ReputationSettings& terms) {
    auto domains = Json::array();
    for (const auto& line : pool) domains.push_back(to_json(line));
    auto standings = Json::array();
    for (const auto& line : lines) {
        standings.push_back(to_json(line, stage_of(line, call.clock.now(), terms)));
    }
    print_json(call, {{"domains", domains}, {"standings", standings}});
}

void print_history(const Call& call, const std::vector<SenderChange>& changes) {
    TextTable table;
    table.add(
        {"AT", "DOMAIN", "PROVIDER", "ACCOUNT", "WHAT", "UNTIL", "STEP", "CAUSE", "BY", "WHY"});
    for (const auto& c : changes) {
        // Before version 5 of the state that was not written down.
        const bool suspended = c.what == "suspended" && c.step > 0;
        table.add({format_time(c.at), c.domain, c.provider, account_text(c.account), c.what,
                   suspended ? until_text(c.until) : "-", suspended ? std::to_string(c.step) : "-",
                   c.cause, c.author, without_return_tokens(c.why)});
    }
    table.print(call.out());
}

}  // namespace

std::span<const Option> senders_list_options() {
    return kStandingOptions;
}
std::span<const Option> senders_history_options() {
    return kHistoryOptions;
}

Exit run_senders_list(const Call& call) {
    return answer_about_senders(call, [&](const SenderQuestion& question) {
        const auto now = call.clock.now();
        auto lines = lines_for(question.state, question.filter, now);
        if (!lines) return fail(call, lines.error());
        const auto pool = pool_lines(question, now);
        if (!pool) return fail(call, pool.error());
        const auto& terms = question.settings.reputation;
        if (call.given.has("suspended")) {
            std::erase_if(*lines, [&](const SenderLine& line) {
                return is_in_full_use(stage_of(line, now, terms));
            });
        }
        if (call.json()) {
            print_list_json(call, *pool, *lines, terms);
        } else {
            print_pool(call, *pool);
            if (!pool->empty() && !lines->empty()) call.out() << '\n';
            print_standings(call, *lines, terms);
        }
        return Exit::good;
    });
}

Exit run_senders_history(const Call& call) {
    constexpr int kUsual = 100;
    Values values(call.given, call.clock.now());
    const auto limit = values.count("limit", kUsual, kMostSenders);
    if (values.fault()) return misuse(call, *values.fault());
    return answer_about_senders(call, [&](const SenderQuestion& question) {
        auto filter = question.filter;
        filter.limit = limit;
        const auto changes = question.state.sender_changes(filter);
        if (!changes) return fail(call, changes.error());
        if (!call.json()) {
            print_history(call, *changes);
            return Exit::good;
        }
        auto all = Json::array();
        for (const auto& change : *changes) all.push_back(to_json(change));
        print_json(call, all);
        return Exit::good;
    });
}

Exit run_senders_providers(const Call& call) {
    auto all = Json::array();
    TextTable table;
    table.add({"NAME", "MX HOSTS BELOW"});
    for (const auto& [host_domain, name] : named_providers()) {
        all.push_back({{"name", name}, {"host_domain", host_domain}});
        table.add({std::string(name), std::string(host_domain)});
    }
    if (call.json()) {
        print_json(call, all);
    } else {
        table.print(call.out());
    }
    return Exit::good;
}

}  // namespace postern
