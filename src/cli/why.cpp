// SPDX-License-Identifier: Apache-2.0
//
// postern why: why an agent was sent a notification of a draft, or was not.
#include <array>
#include <ostream>

#include "postern/base/visible.hpp"

#include "commands.hpp"
#include "databases.hpp"
#include "explanation.hpp"
#include "json_output.hpp"
#include "queue_places.hpp"
#include "trail_words.hpp"
#include "values.hpp"

namespace postern {

namespace {

constexpr std::array kWhyOptions{
    Option{"address", "ADDRESS", "everything that went to this address"},
    Option{"account", "ACCOUNT", "of this account: draft ids are unique within one"},
    Option{"since", "TIME", "accepted then or later: RFC 3339, or 2h for two hours ago"},
    Option{"limit", "COUNT", "at most so many, 1000 unless given"},
};

NotificationFilter read_filter(Values& values) {
    NotificationFilter filter;
    filter.draft = values.text("DRAFT");
    filter.agent = values.identifier("AGENT");
    if (const auto address = values.address("address")) filter.address = address->text();
    filter.account = values.identifier("account");
    filter.since = values.moment("since");
    filter.limit = values.count("limit", filter.limit, filter.limit);
    return filter;
}

/// A draft named by its Message-ID may be given without the angle brackets, as mail logs have it.
Result<std::vector<Notification>> look_up(State& state, NotificationFilter filter) {
    auto found = state.find(filter);
    if (!found || !found->empty() || filter.draft.empty()) return found;
    filter.draft = "<" + filter.draft + ">";
    return state.find(filter);
}

/// A record that is an earlier copy, or was lost, does not name the drafts that wait.
void tell_of_the_queue(const Call& call, const Settings& settings, State& state) {
    const auto unfinished = state.unfinished();
    if (!unfinished) return;
    const auto besides = QueuePlaces::all(settings, call).besides(*unfinished);
    if (besides.empty()) return;
    call.out() << "Postfix's queue has notifications that are not on record, " << besides.size()
               << " of them, as after the record was\nput back or lost: "
               << "they are decided as ever. 'postern parked' lists them, and\n'postcat -qh "
               << visible(besides.front().queue_id) << "' shows which draft one is of.\n";
}

Exit nothing_on_record(const Call& call, const Settings& settings, State& state) {
    if (call.json()) {
        print_json(call, Json::array());
        return Exit::no;
    }
    call.out() << "Nothing is on record of that. Either no such draft reached postern; or it was "
                  "refused, or had\nno agents to notify, which the log says (draft-refused, "
                  "draft-without-agents); or its record is\nolder than state.keep, "
               << format_duration(settings.state.keep) << ".\n";
    if (call.given.has("address")) {
        call.out() << "What was withheld has no address on record: 'postern notifications --agent' "
                      "finds it.\n";
    }
    tell_of_the_queue(call, settings, state);
    return Exit::no;
}

/// A notification, what became of it after it left, and what came back for it.
struct Story {
    Notification notification;
    std::vector<RecordedBounce> bounces;
    std::vector<trail::Trail> trails;
    std::string why{};
    Json place{};
};

Result<Story> with_departure(State& state, Notification notification) {
    Story story{std::move(notification), {}, {}};
    if (story.notification.fate != Fate::sent) return story;
    auto bounces = state.bounces_of(story.notification.id);
    if (!bounces) return bounces.error();
    auto trails = state.trails_of(story.notification.id);
    if (!trails) return trails.error();
    story.bounces = *std::move(bounces);
    story.trails = *std::move(trails);
    return story;
}

Result<std::vector<Story>> with_departures(State& state, std::vector<Notification> found,
                                           const QueuePlaces& places, TimePoint now) {
    std::vector<Story> stories;
    for (auto& notification : found) {
        auto story = with_departure(state, std::move(notification));
        if (!story) return story.error();
        const auto& n = story->notification;
        const auto* place = places.place_of(n);
        story->why = explain(n, now, place, places.misses(n));
        if (n.fate == Fate::sent && story->trails.empty()) story->why += kNoTrail;
        story->place = to_json(place);
        stories.push_back(*std::move(story));
    }
    return stories;
}

void print_sentences(const std::vector<Story>& stories, std::ostream& out) {
    for (const auto& [n, bounces, trails, why, place] : stories) {
        out << visible(n.draft + ", agent " + n.agent + ": " + why) << ".\n";
        for (const auto& trail : trails) out << visible("    " + explain(trail)) << ".\n";
        for (const auto& bounce : bounces) {
            out << visible("    came back " + explain(bounce)) << ".\n";
        }
    }
}

Json bounce_json(const RecordedBounce& bounce) {
    return {{"at", format_time(bounce.at)},   {"class", name_of(bounce.bounce_class)},
            {"fault", name_of(bounce.fault)}, {"action", name_of(bounce.action)},
            {"status", bounce.status},        {"evidence", bounce.evidence},
            {"reporter", bounce.reporter},    {"effect", bounce.effect},
            {"not_again", bounce.not_again}};
}

Json sentences_json(const std::vector<Story>& stories) {
    auto all = Json::array();
    for (const auto& [n, bounces, trails, why, place] : stories) {
        auto json = to_json(n);
        json["why"] = why;
        json["queue"] = place;
        json["trail"] = to_json(trails);
        json["bounces"] = Json::array();
        for (const auto& bounce : bounces) json["bounces"].push_back(bounce_json(bounce));
        all.push_back(std::move(json));
    }
    return all;
}

}  // namespace

std::span<const Option> why_options() {
    return kWhyOptions;
}

Exit run_why(const Call& call) {
    const auto now = call.clock.now();
    Values values(call.given, now);
    const auto filter = read_filter(values);
    if (values.fault()) return misuse(call, *values.fault());
    if (filter.draft.empty() && filter.address.empty()) {
        return misuse(call, {ErrorCode::invalid, "DRAFT is missing, and so is --address"});
    }
    const auto settings = settings_for(call);
    if (!settings) return Exit::no;
    const auto state = open_state_of(*settings);
    if (!state) return fail(call, state.error());
    auto found = look_up(**state, filter);
    if (!found) return fail(call, found.error());
    if (found->empty()) return nothing_on_record(call, *settings, **state);
    const auto places = QueuePlaces::of(*found, *settings, call);
    const auto stories = with_departures(**state, *std::move(found), places, now);
    if (!stories) return fail(call, stories.error());
    if (call.json()) {
        print_json(call, sentences_json(*stories));
    } else {
        print_sentences(*stories, call.out());
    }
    return Exit::good;
}

}  // namespace postern
