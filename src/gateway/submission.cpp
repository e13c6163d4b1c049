// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "postern/base/text.hpp"
#include "postern/chat/draft.hpp"
#include "postern/gateway/gateway.hpp"
#include "postern/mail/header_editor.hpp"

namespace postern {

bool may_submit(const Settings& settings, const Submission& message) {
    const auto& drafts = settings.drafts;
    const bool known_user =
        !message.sasl_user.empty() && std::find(drafts.sasl_users.begin(), drafts.sasl_users.end(),
                                                message.sasl_user) != drafts.sasl_users.end();
    return known_user ||
           std::any_of(drafts.networks.begin(), drafts.networks.end(),
                       [&](const Network& network) { return network.contains(message.client); });
}

std::string_view local_in_drafts_domain(const Settings& settings, std::string_view path) {
    if (path.size() > 1 && path.front() == '<' && path.back() == '>') {
        path = path.substr(1, path.size() - 2);
    }
    const auto at = path.rfind('@');
    if (at == std::string_view::npos || !iequals(path.substr(at + 1), settings.drafts.domain)) {
        return {};
    }
    return path.substr(0, at);
}

bool claims_to_be_draft(const Settings& settings, const Submission& message) {
    return has_draft_headers(message.headers) ||
           std::any_of(message.recipients.begin(), message.recipients.end(),
                       [&](const std::string& path) {
                           return !local_in_drafts_domain(settings, path).empty();
                       });
}

Verdict without_draft_fields(const Submission& message) {
    HeaderEditor headers(message.headers);
    headers.remove_prefixed(draft_header::kPrefix);
    return Verdict::accept(headers.take());
}

}  // namespace postern
