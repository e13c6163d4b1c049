// SPDX-License-Identifier: Apache-2.0
//
// For scripts/postfix-campaign: prints a line for each setting given, with its result, the setting
// and what went wrong. A draft is sent through a lab that has the setting, unless the table says
// that `postern check` has to find it and it does. Needs root, like every lab. The results are
//   harmless  a draft and the report about it went as they should
//   found     they did not, or may not; `postern check` says so
//   stopped   Postfix, or a program of it, does not run with this setting, and says so in its log
//   later     the draft went its way; the site's own transport does not deliver what came of it
//   lost      a draft or a report did not go as it should, and nobody is told
//
//   postern_settings_campaign AT-ONCE KEY=VALUE ...    so many in one lab, bisected where not right
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <iterator>

#include "postern/postfix/parameters.hpp"

#include "setting_trials.hpp"
#include "site_check.hpp"

namespace {

using namespace postern::testing;

using Settings = std::vector<std::string>;

bool contains(const Settings& all, const std::string& one) {
    return std::find(all.begin(), all.end(), one) != all.end();
}

void print(const char* result, const std::string& setting, std::string why = {}) {
    std::replace(why.begin(), why.end(), '\n', ' ');
    std::printf("%s\t%s\t%s\n", result, setting.c_str(), why.substr(0, 300).c_str());
    std::fflush(stdout);
}

bool has_to_be_found(const std::string& setting) {
    const auto groups = postern::postfix::groups_of(name_in(setting));
    return std::any_of(groups.begin(), groups.end(), [](const auto* group) {
        return group->treatment == postern::postfix::Treatment::found;
    });
}

bool has_name_of(const std::string& setting, const Settings& lab) {
    return std::any_of(lab.begin(), lab.end(), [&](const std::string& other) {
        return name_in(other) == name_in(setting);
    });
}

/// Labs of so many settings at most, none with two values of one parameter.
std::vector<Settings> dealt(const Settings& settings, std::size_t at_once) {
    std::vector<Settings> labs;
    for (const auto& setting : settings) {
        auto lab = std::find_if(labs.begin(), labs.end(), [&](const Settings& one) {
            return one.size() < at_once && !has_name_of(setting, one);
        });
        if (lab == labs.end()) lab = labs.emplace(labs.end());
        lab->push_back(setting);
    }
    return labs;
}

/// Of those that the table says are found, as the table says.
Settings found_among(const Settings& lab, const SiteCheck& check) {
    Settings some;
    std::copy_if(lab.begin(), lab.end(), std::back_inserter(some), has_to_be_found);
    return some.empty() ? some : check.found_among(some);
}

void judge(const Trial& trial, const SiteCheck& check) {
    const auto& outcome = trial.outcome;
    const bool alone = trial.setting.find(" and ") == std::string::npos;
    const auto* result = !outcome.started                         ? "stopped"
                         : alone && check.tells_of(trial.setting) ? "found"
                         : outcome.left                           ? "later"
                                                                  : "lost";
    print(result, trial.setting, outcome.text());
}

void try_lab(const Settings& lab, const SiteCheck& check) {
    const auto wrong = wrong_among(lab);
    for (const auto& trial : wrong) judge(trial, check);
    for (const auto& setting : lab) {
        const bool named = std::any_of(wrong.begin(), wrong.end(), [&](const Trial& trial) {
            return trial.setting.find(setting) != std::string::npos;
        });
        if (!named) print("harmless", setting);
    }
}

}  // namespace

int main(int count, char** words) {
    const auto at_once = std::max(1UL, std::strtoul(words[1], nullptr, 10));
    const SiteCheck check;
    Settings rest;
    for (const auto& lab : dealt(Settings(words + 2, words + count), at_once)) {
        const auto told = found_among(lab, check);
        for (const auto& setting : told) print("found", setting);
        std::copy_if(lab.begin(), lab.end(), std::back_inserter(rest),
                     [&](const std::string& setting) { return !contains(told, setting); });
    }
    for (const auto& lab : dealt(rest, at_once)) try_lab(lab, check);
}
