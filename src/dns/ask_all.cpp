// SPDX-License-Identifier: Apache-2.0
#include "postern/dns/ask_all.hpp"

#include <condition_variable>
#include <memory>

#include "postern/base/guarded.hpp"

namespace postern {

namespace {

/// Shared with the questions, which may outlive the wait.
struct Collected {
    Guarded<DnsAnswers> answers;
    std::condition_variable changed;
};

}  // namespace

DnsAnswers ask_all(Resolver& resolver, const std::vector<DnsQuestion>& questions,
                   Duration at_most) {
    DnsAnswers all;
    for (const auto& question : questions) {
        all[question].trouble = "no answer within " + format_duration(at_most);
    }
    const auto collected = std::make_shared<Collected>();
    for (const auto& [question, none] : all) {
        resolver.ask(question, [collected, asked = question](const DnsAnswer& answer) {
            collected->answers.lock()->insert_or_assign(asked, answer);
            collected->changed.notify_all();
        });
    }
    auto answers = collected->answers.lock();
    const auto complete = [&] { return answers->size() == all.size(); };
    (void)collected->changed.wait_for(answers.mutex(), at_most, complete);
    for (const auto& [question, answer] : *answers) all[question] = answer;
    return all;
}

}  // namespace postern
