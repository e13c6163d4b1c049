// SPDX-License-Identifier: Apache-2.0
//
// What in a site's Postfix sends drafts, notifications or bounces astray, and what to set instead.
// Pure: the site comes in as values, and nothing is asked or run.
#pragma once

#include <string>
#include <vector>

#include "postern/config/settings.hpp"
#include "postern/postfix/site.hpp"

namespace postern::postfix {

struct Trouble {
    enum class Weight {
        note,     ///< Not there yet, or not as shipped.
        fault,    ///< Mail goes astray, or will.
        unknown,  ///< What is given does not say.
    };

    Weight weight;
    std::string where;  ///< "maximal_queue_lifetime", "127.0.0.1:10025/inet/smtpd_milter_maps"
    std::string what;
    std::string instead{};  ///< The command to run, without postconf's -c; "" where it takes more.
};

using Troubles = std::vector<Trouble>;

/// Trouble::instead where a plan mends it (plan.hpp).
inline constexpr auto kApply = "postern postfix apply";

/// Everything below. Where Postfix knows nothing of postern, only that.
Troubles troubles_of(const Site& site, const Settings& settings);

/// The service that plays a role of the table, or nullptr: smtpd by its daemon name, the others by
/// their names in conf/postfix.
const Service* playing(const std::string& role, const Site& site, const Settings& settings);

/// Services that are missing, or speak to another milter or port than they should.
Troubles service_troubles(const Site& site, const Settings& settings);
/// What our services do not set for themselves.
Troubles pinned_troubles(const Site& site, const Settings& settings);
/// What cannot be kept off.
Troubles found_troubles(const Site& site, const Settings& settings);
/// What the site's tables do to our addresses and fields.
Troubles table_troubles(const Site& site, const Settings& settings);
/// What becomes of what operators queue again.
Troubles requeue_troubles(const Site& site, const Settings& settings);

/// The domains that have to lead to us: the drafts domain first, then those for bounces.
std::vector<std::string> own_domains(const Settings& settings);

/// The milters behind postern on OUT, as smtpd_milters has them: the signer.
std::vector<std::string> later_milters(const Site& site, const Settings& settings);

}  // namespace postern::postfix
