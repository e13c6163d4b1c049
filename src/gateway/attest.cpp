// SPDX-License-Identifier: Apache-2.0
#include "attest.hpp"

#include <algorithm>

#include "postern/address/provider.hpp"
#include "postern/base/text.hpp"
#include "postern/bounce/authentication.hpp"
#include "postern/gateway/identity.hpp"

namespace postern {

namespace {

/// A complaint that comes from the provider, as far as the site's own mail server can tell.
bool is_vouched_for(const Submission& message, const ReputationSettings& terms,
                    std::string_view provider) {
    const auto domains = authenticated_domains(message.headers, terms.authserv_ids);
    return std::any_of(domains.begin(), domains.end(),
                       [&](const auto& domain) { return is_domain_of(domain, provider); });
}

/// The original recipient is what the sender of a mail says, and so is an envelope id: this one
/// nobody can make up.
bool is_about_what_left(const ProvedBounce& bounce, const KeyRing& keys,
                        std::string_view envelope_id) {
    return iequals(bounce.outcome.recipient, bounce.address) &&
           is_envelope_id(keys, envelope_id, bounce.notification, bounce.attempt);
}

/// A relay that does not offer DSN was told no envelope id. It was told no original recipient
/// either: the only one that it names is where the mail went.
bool was_told_no_envelope_id(const ProvedBounce& bounce, const Submission& message,
                             std::string_view envelope_id) {
    return envelope_id.empty() &&
           origin_of(message.headers, bounce.reporter, {}) != ReportOrigin::ours &&
           iequals(bounce.outcome.recipient, bounce.address);
}

}  // namespace

void attest(ProvedBounce& bounce, const Configuration& configuration, const Submission& message,
            const BounceReport& report) {
    const auto& terms = configuration.settings.reputation;
    bounce.origin = origin_of(message.headers, bounce.reporter, terms.trusted_reporters);
    if (bounce.origin == ReportOrigin::ours &&
        !is_about_what_left(bounce, configuration.keys, report.envelope_id) &&
        !was_told_no_envelope_id(bounce, message, report.envelope_id)) {
        bounce.origin = ReportOrigin::outside;
    }
    bounce.vouched = bounce.outcome.bounce_class == BounceClass::complaint &&
                     is_vouched_for(message, terms, bounce.provider);
}

}  // namespace postern
