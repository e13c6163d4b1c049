// SPDX-License-Identifier: Apache-2.0
//
// postern senders suspend, resume: a sender domain set aside or used again by hand, with a reason
// that stays in the trail.
#include <array>

#include "commands.hpp"
#include "databases.hpp"
#include "sender_input.hpp"
#include "state_change.hpp"

namespace postern {

namespace {

constexpr std::array kSuspendOptions{kProvider, kReason,
                                     Option{"for", "SPAN", "how long; until resumed unless given"}};
constexpr std::array kResumeOptions{kProvider, kReason};

}  // namespace

std::span<const Option> senders_suspend_options() {
    return kSuspendOptions;
}
std::span<const Option> senders_resume_options() {
    return kResumeOptions;
}

Exit run_senders_suspend(const Call& call) {
    const auto settings = settings_for(call);
    if (!settings) return Exit::no;
    const auto at = read_sender_filter(call, *settings);
    if (!at) return misuse(call, at.error());
    const auto author = author_of(call);
    SenderStanding standing;
    standing.domain = at->domain;
    standing.provider = at->provider.empty() ? kEveryProvider : at->provider;
    standing.cause = SenderCause::by_operator;
    standing.evidence = author.why;
    standing.author = author.name;
    standing.since = author.at;
    if (const auto span = call.given.value("for")) {
        const auto parsed = parse_duration(*span);
        if (!parsed) return misuse(call, {ErrorCode::invalid, parsed.error().message(), {"--for"}});
        standing.until = author.at + *parsed;
    }
    return change_state(call, [&](State& state) -> Result<int> {
        const auto done = state.suspend_sender(standing, author);
        if (!done) return done.error();
        return 1;
    });
}

Exit run_senders_resume(const Call& call) {
    const auto settings = settings_for(call);
    if (!settings) return Exit::no;
    const auto at = read_sender_filter(call, *settings);
    if (!at) return misuse(call, at.error());
    return change_state(call, [&](State& state) {
        return state.resume_sender(at->domain, at->provider, author_of(call));
    });
}

}  // namespace postern
