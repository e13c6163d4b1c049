// SPDX-License-Identifier: Apache-2.0
//
// postern try --send: does a draft go its way on this host.
#include <array>

#include "commands.hpp"
#include "databases.hpp"
#include "trial.hpp"
#include "values.hpp"

namespace postern {

namespace {

constexpr Duration kTimeout = std::chrono::minutes{1};

constexpr std::array kTryOptions{
    Option{"send", "", "submits a draft to this host's DRAFT service, and follows it"},
    Option{"to", "ADDRESS", "it is really sent there; without, nothing leaves this host"},
    Option{"account", "ACCOUNT",
           "one of the directory, of which ADDRESS is an agent, in place of "
           "one made for it"},
    Option{"timeout", "SPAN", "gives up after that, 1min unless given"},
};

Error missing(const char* what) {
    return {ErrorCode::invalid, what};
}

}  // namespace

std::span<const Option> try_options() {
    return kTryOptions;
}

Exit run_try(const Call& call) {
    Values values(call.given, call.clock.now());
    TrialPlan plan;
    if (const auto to = values.address("to")) plan.to = to->text();
    if (call.given.has("account")) plan.account = values.identifier("account");
    plan.timeout = values.span("timeout", kTimeout);
    if (values.fault()) return misuse(call, *values.fault());
    if (plan.timeout == Duration::zero()) {
        return misuse(call, {ErrorCode::invalid,
                             "in no time at all nothing arrives; give it longer than the grace "
                             "window that is left to a trial, such as 30s",
                             {"--timeout"}});
    }
    if (!call.given.has("send")) return misuse(call, missing("--send is missing"));
    if (plan.account && !plan.to) {
        return misuse(call, missing("--account needs --to: the address of one of its agents"));
    }
    const auto settings = settings_for(call);
    if (!settings) return Exit::no;
    Trial trial(call, *settings, std::move(plan));
    trial.run();
    trial.clean();
    return trial.finish();
}

}  // namespace postern
