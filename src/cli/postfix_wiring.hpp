// SPDX-License-Identifier: Apache-2.0
//
// One Postfix and what postern needs of it: what the commands `postern postfix …` begin with.
#pragma once

#include <string>
#include <vector>

#include "postern/base/result.hpp"
#include "postern/config/settings.hpp"
#include "postern/postfix/plan.hpp"
#include "postern/postfix/signing.hpp"

#include "command.hpp"

namespace postern {

/// What of the signer is looked at.
enum class SignerUse { found, none };

struct Wiring {
    Settings settings;
    SignerUse use = SignerUse::found;
    std::string configuration;  ///< The folder of main.cf and master.cf.
    postfix::Site site;
    postfix::Surroundings around;
    postfix::Plan plan;
    postfix::Signing signing;
    std::vector<postfix::SigningKey> missing_keys;

    /// Nothing is to be done.
    [[nodiscard]] bool complete() const { return plan.complete() && !signer_changes(); }
    [[nodiscard]] bool signer_changes() const {
        return !signing.additions.empty() || !missing_keys.empty();
    }
    /// Where our tables and copies stand.
    [[nodiscard]] std::string folder() const { return configuration + "/postern"; }
    [[nodiscard]] std::string file(const std::string& name) const {
        return configuration + "/" + name;
    }
    [[nodiscard]] std::string kept() const { return folder() + "/kept"; }
};

/// Fails as read_postfix_site() does.
Result<Wiring> read_wiring(const Settings& settings, SignerUse use = SignerUse::found);
/// As --no-signer has it.
SignerUse signer_use(const Call& call);

/// "postconf -c /etc/postfix-out": for an instance that is not the default one.
/// Where the platform submits drafts, by the plan: "127.0.0.1:10025".
std::string drafts_at(const Wiring& wiring);

std::string postconf_command(const Settings& settings);

/// Asks on standard output, and reads the answer. --yes is one.
bool agreed(const Call& call, const std::string& question);

inline constexpr Option kNoSigner{"no-signer", "", "leaves the signer alone: another host signs"};
inline constexpr Option kYes{"yes", "", "without asking"};

}  // namespace postern
