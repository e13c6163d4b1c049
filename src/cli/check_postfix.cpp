// SPDX-License-Identifier: Apache-2.0
//
// postern check, of the Postfix that is installed: asks its own programs what is set (postconf) and
// what its tables answer (postmap), and has src/postfix judge it. Nothing is changed.
#include <algorithm>
#include <filesystem>

#include "postern/postfix/trouble.hpp"

#include "postfix_programs.hpp"
#include "postfix_site.hpp"
#include "reachable.hpp"
#include "remark.hpp"

namespace postern {

namespace {

Remark::Weight weight_of(postfix::Trouble::Weight weight) {
    using Weight = postfix::Trouble::Weight;
    if (weight == Weight::note) return Remark::Weight::note;
    return weight == Weight::fault ? Remark::Weight::fault : Remark::Weight::unknown;
}

/// Named in postern.yaml, by its place or by the parameter alone. A fault is never accepted.
bool is_accepted(const postfix::Trouble& trouble, const std::vector<std::string>& accepted) {
    if (trouble.weight != postfix::Trouble::Weight::note) return false;
    const auto parameter = trouble.where.substr(trouble.where.rfind('/') + 1);
    return std::any_of(accepted.begin(), accepted.end(), [&](const std::string& name) {
        return name == trouble.where || name == parameter;
    });
}

Remark remark_of(const postfix::Trouble& trouble, const Settings& settings) {
    return {weight_of(trouble.weight),
            "postfix: " + trouble.where,
            trouble.what,
            {},
            for_instance(trouble.instead, settings.postfix.config_directory),
            is_accepted(trouble, settings.postfix.accepted)};
}

/// A name that is misspelt accepts nothing.
Remarks unknown_names(const Settings& settings, const postfix::Site& site) {
    Remarks remarks;
    for (const auto& name : settings.postfix.accepted) {
        const auto parameter = name.substr(name.rfind('/') + 1);
        if (site.parameters.contains(parameter)) continue;
        remarks.push_back({Remark::Weight::note, "postfix.accepted",
                           "this Postfix has no parameter " + parameter});
    }
    return remarks;
}

}  // namespace

Remarks check_postfix_settings(const Settings& settings) {
    if (!std::filesystem::exists(settings.postfix.postqueue)) return {};
    auto site = read_postfix_site(settings);
    if (!site) {
        const bool absent = site.error().code == ErrorCode::not_found;
        return {{absent ? Remark::Weight::note : Remark::Weight::unknown, "postfix",
                 site.error().message()}};
    }
    auto remarks = unknown_names(settings, *site);
    if (!PostfixPrograms(settings.postfix).runs().value_or(true)) {
        remarks.push_back({Remark::Weight::note, "postfix",
                           "does not run: no draft is taken, and nothing is sent"});
    }
    for (const auto& trouble : postfix::troubles_of(*site, settings)) {
        remarks.push_back(remark_of(trouble, settings));
    }
    for (auto& remark : check_signers_keys(*site, settings)) remarks.push_back(std::move(remark));
    for (const auto& milter : postfix::later_milters(*site, settings)) {
        if (reachable(milter)) continue;
        remarks.push_back({Remark::Weight::note, "postfix: smtpd_milters",
                           "nobody answers at " + milter +
                               ", the milter behind postern on OUT: notifications wait"});
    }
    return remarks;
}

}  // namespace postern
