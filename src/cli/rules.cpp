// SPDX-License-Identifier: Apache-2.0
//
// postern rules: the rule tables, for the terminal, for programs and for docs/rules.md.
#include "postern/policy/rules.hpp"

#include <array>
#include <ostream>

#include "postern/chat/kind.hpp"
#include "postern/deliverability/obstacle.hpp"
#include "postern/recipients/route.hpp"
#include "postern/sender/choice.hpp"

#include "commands.hpp"
#include "json_output.hpp"
#include "text_table.hpp"

namespace postern {

namespace {

constexpr std::array kRuleOptions{
    Option{"markdown", "", "all of them as one document, in Markdown"},
};

/// One row of any of the tables, in words.
struct RuleLine {
    std::string id, reason, withheld_when, final;
};

/// One table and what is said above it.
struct Chapter {
    std::string name;
    std::string about;
    std::vector<RuleLine> lines;
};

std::string words_for(Final final) {
    return final == Final::at_arrival ? "the draft arrives" : "the grace window has ended";
}

Chapter chapter_of(const KindTraits& traits) {
    Chapter chapter{std::string(traits.name), std::string(traits.about), {}};
    for (const auto& rule : rules_of(traits.kind)) {
        chapter.lines.push_back({std::string(rule.id), std::string(rule.reason),
                                 std::string(rule.withheld_when), words_for(rule.final)});
    }
    return chapter;
}

/// They are asked when a notification is decided, whatever its kind.
Chapter recipient_chapter() {
    Chapter chapter{
        "recipients",
        "Whatever the kind: why an agent gets no notification although no rule objects.",
        {}};
    for (const auto& rule : kRecipientRules) {
        chapter.lines.push_back({std::string(rule.id), std::string(rule.reason),
                                 std::string(rule.withheld_when), words_for(Final::at_deadline)});
    }
    return chapter;
}

/// What comes back decides about the first, operators do, and DNS about the others.
Chapter deliverability_chapter() {
    Chapter chapter{"deliverability",
                    "Whatever the kind: what is suppressed when the notification would be sent, "
                    "what DNS says of its domain then, and what the settings say of its form.",
                    {}};
    const auto add = [&](const auto& rule) {
        chapter.lines.push_back({std::string(rule.id), std::string(rule.reason),
                                 std::string(rule.withheld_when), words_for(Final::at_deadline)});
    };
    for (const auto& rule : kDeliverabilityRules) add(rule);
    for (const auto& rule : kDomainRules) add(rule);
    for (const auto& rule : kFormRules) add(rule);
    add(kOwnDomain);
    return chapter;
}

/// While there is hope the notification waits for its sender domain.
Chapter sender_chapter() {
    Chapter chapter{"senders",
                    "Whatever the kind: it waits where no sender domain may be used, and is "
                    "withheld when reputation.give-up-after has passed.",
                    {}};
    for (const auto& rule : kSenderRules) {
        chapter.lines.push_back({std::string(rule.id), std::string(rule.reason),
                                 std::string(rule.withheld_when), words_for(Final::at_deadline)});
    }
    return chapter;
}

std::vector<Chapter> all_chapters() {
    std::vector<Chapter> chapters;
    for (const auto& traits : kKinds) chapters.push_back(chapter_of(traits));
    chapters.push_back(recipient_chapter());
    chapters.push_back(deliverability_chapter());
    chapters.push_back(sender_chapter());
    return chapters;
}

void print_text(const std::vector<Chapter>& chapters, std::ostream& out) {
    for (const auto& chapter : chapters) {
        if (&chapter != &chapters.front()) out << '\n';
        out << chapter.name << ": " << chapter.about << '\n';
        TextTable table;
        table.add({"  ID", "REASON", "WITHHELD WHEN", "FINAL WHEN"});
        for (const auto& [id, reason, when, final] : chapter.lines) {
            table.add({"  " + id, reason, when, final});
        }
        table.print(out);
    }
}

void print_markdown(const std::vector<Chapter>& chapters, std::ostream& out) {
    out << "<!-- SPDX-License-Identifier: Apache-2.0 -->\n"
           "<!-- Written by `postern rules --markdown`; a test compares. -->\n\n"
           "# Rules\n\n"
           "A notification is sent unless a rule objects. The rules of its kind are asked in the\n"
           "order in which they stand here, and the first objection withholds it. The rule's id\n"
           "and reason are in the record (`postern notifications`), in the log, and in what\n"
           "`postern why` says.\n";
    for (const auto& chapter : chapters) {
        out << "\n## " << chapter.name << "\n\n"
            << chapter.about << "\n\n"
            << "| rule | reason | withheld when | final when |\n| --- | --- | --- | --- |\n";
        for (const auto& [id, reason, when, final] : chapter.lines) {
            out << "| " << id << " | " << reason << " | " << when << " | " << final << " |\n";
        }
    }
}

Json chapters_json(const std::vector<Chapter>& chapters) {
    auto json = Json::object();
    for (const auto& chapter : chapters) {
        auto lines = Json::array();
        for (const auto& [id, reason, when, final] : chapter.lines) {
            lines.push_back(
                {{"id", id}, {"reason", reason}, {"withheld_when", when}, {"final_when", final}});
        }
        json[chapter.name] = std::move(lines);
    }
    return json;
}

}  // namespace

std::span<const Option> rules_options() {
    return kRuleOptions;
}

Exit run_rules(const Call& call) {
    const auto chapters = all_chapters();
    if (call.given.has("markdown")) {
        print_markdown(chapters, call.out());
    } else if (call.json()) {
        print_json(call, chapters_json(chapters));
    } else {
        print_text(chapters, call.out());
    }
    return Exit::good;
}

}  // namespace postern
