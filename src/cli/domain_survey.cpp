// SPDX-License-Identifier: Apache-2.0
#include "domain_survey.hpp"

#include <algorithm>
#include <chrono>
#include <system_error>
#include <thread>
#include <vector>

#include "postern/base/guarded.hpp"

namespace postern {

namespace {

/// A check waits rather than works, so that this has little to do with processors.
constexpr std::size_t kSideBySide = 50;

using SteadyClock = std::chrono::steady_clock;

struct SurveyProgress {
    std::set<std::string>::const_iterator next;
    DomainSurvey found{};
};

void survey_next_ones(const CheckDomain& check, const std::set<std::string>& domains, Duration each,
                      SteadyClock::time_point end, Guarded<SurveyProgress>& progress) {
    for (;;) {
        std::string domain;
        {
            auto mine = progress.lock();
            if (mine->next == domains.end()) return;
            domain = *mine->next++;
        }
        const auto left = std::chrono::duration_cast<Duration>(end - SteadyClock::now());
        auto standing = left > Duration::zero()
                            ? check(domain, std::min(each, left))
                            : DomainStanding{MailService::unknown, {}, "was not asked about", {}};
        progress.lock()->found.emplace(domain, std::move(standing));
    }
}

}  // namespace

DomainSurvey survey_domains(const CheckDomain& check, const std::set<std::string>& domains,
                            const DnsSettings& settings, Duration limit) {
    const auto end = SteadyClock::now() + limit;
    Guarded<SurveyProgress> progress(SurveyProgress{domains.begin()});
    const auto survey_some = [&] {
        survey_next_ones(check, domains, settings.timeout, end, progress);
    };
    {
        std::vector<std::jthread> workers;
        const auto in_flight = static_cast<std::size_t>(settings.in_flight);
        const auto count = std::min({kSideBySide, in_flight, domains.size()});
        try {
            while (workers.size() + 1 < count) workers.emplace_back(survey_some);
        } catch (const std::system_error&) {
            // Fewer do it as well, and this thread is one of them.
        }
        survey_some();
    }
    return std::move(progress.lock()->found);
}

}  // namespace postern
