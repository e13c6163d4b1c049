// SPDX-License-Identifier: Apache-2.0
//
// postern senders suspend, resume: a sender domain set aside or used again by hand. The trail keeps
// by whom, and why where a reason is given.
#include <array>
#include <ostream>

#include "postern/base/visible.hpp"

#include "commands.hpp"
#include "databases.hpp"
#include "sender_input.hpp"
#include "state_change.hpp"
#include "text_table.hpp"
#include "values.hpp"

namespace postern {

namespace {

constexpr std::array kSuspendOptions{kProvider, kReason,
                                     Option{"for", "SPAN", "how long; until resumed unless given"}};
constexpr std::array kResumeOptions{kProvider, kReason};

SenderStanding by_hand(const SenderFilter& at, const Author& author) {
    SenderStanding standing;
    standing.domain = at.domain;
    standing.provider = at.provider.empty() ? kEveryProvider : at.provider;
    standing.cause = SenderCause::by_operator;
    standing.evidence = author.why;
    standing.author = author.name;
    standing.since = author.at;
    return standing;
}

/// A word for one provider ends nothing that holds everywhere.
void tell_what_holds_everywhere(const Call& call, const SenderQuestion& question) {
    const auto found =
        question.state.sender_standings({question.filter.domain, std::string(kEveryProvider)});
    if (!found) return;
    for (const auto& held : *found) {
        const auto stage = stage_of(held, call.clock.now(), question.settings.reputation);
        if (stage != SenderStage::suspended) continue;
        call.streams.err << held.domain << " is still suspended everywhere, by "
                         << visible(held.author)
                         << (held.evidence.empty() ? "" : ": " + visible(held.evidence)) << '\n';
    }
}

}  // namespace

std::span<const Option> senders_suspend_options() {
    return kSuspendOptions;
}
std::span<const Option> senders_resume_options() {
    return kResumeOptions;
}

Exit run_senders_suspend(const Call& call) {
    Values values(call.given, call.clock.now());
    const auto span = values.span("for", {});
    if (values.fault()) return misuse(call, *values.fault());
    if (values.given("for") && span == Duration::zero()) {
        return misuse(call, {ErrorCode::invalid, "that is no time at all", {"--for"}});
    }
    return answer_about_senders(call, [&](const SenderQuestion& question) {
        const auto author = author_of(call);
        auto standing = by_hand(question.filter, author);
        if (values.given("for")) standing.until = author.at + span;
        return change_state(call, [&](State& state) -> Result<int> {
            const auto done = state.suspend_sender(standing, author);
            if (!done) return done.error();
            return 1;
        });
    });
}

Exit run_senders_resume(const Call& call) {
    return answer_about_senders(call, [&](const SenderQuestion& question) {
        const auto& at = question.filter;
        const auto exit = change_state(call, [&](State& state) {
            return state.resume_sender(at.domain, at.provider, author_of(call));
        });
        tell_what_holds_everywhere(call, question);
        return exit;
    });
}

}  // namespace postern
