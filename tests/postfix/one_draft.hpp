// SPDX-License-Identifier: Apache-2.0
//
// One draft for two agents at a site whose main.cf has more in it: parked, released, sent, and a
// report that comes back to its return path. Whatever the site's settings are, it has to go the
// same way; what the site's own mail may then be like is not looked at.
#pragma once

#include <string>
#include <vector>

#include "mail_host.hpp"

namespace postern::testing {

struct Outcome {
    bool started = true;  ///< false: Postfix itself does not run that way.
    /// The draft went its way; the site's own transport does not deliver what comes of it.
    bool left = false;
    std::vector<std::string> complaints{};  ///< What went astray, in words; empty: all was right.

    [[nodiscard]] bool right() const { return started && complaints.empty(); }
    [[nodiscard]] std::string text() const;
};

/// The host that one_draft() makes, for tests that look at it in their own way. Throws where it
/// does not start.
HostOptions site_with(const std::vector<std::string>& settings);
extern const char* const kSiteDirectory;

/// Whose reports have to be read. What Postfix returns itself passes the site's own cleanup.
enum class Reports { of_strangers, all };

/// `settings` are lines of main.cf, "key=value". Never throws.
Outcome one_draft(const std::vector<std::string>& settings, Reports reports = Reports::all);

/// The same on a host that is there; `id` is the draft's.
Outcome outcome_on(const MailHost& host, const std::string& id);

}  // namespace postern::testing
