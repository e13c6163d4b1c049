// SPDX-License-Identifier: Apache-2.0
#include "record.hpp"

#include "postern/gateway/identity.hpp"

#include "queue_file.hpp"

namespace postern {

Notification record_of(const Draft& draft, const Seal& seal, const InternalRecipient& recipient,
                       const Configuration& configuration) {
    const auto& [agent, leg] = recipient;
    Notification n;
    // No identifier has a slash: the copy's id is no other agent's.
    n.id = notification_id(draft.account, draft.id, leg == Leg::copy ? agent + "/copy" : agent);
    n.account = draft.account;
    n.draft = draft.id;
    n.agent = agent;
    n.kind = draft.kind;
    n.chat = draft.chat;
    n.queue_id = seal.queue_id;
    n.occurred = draft.occurred;
    n.accepted = seal.accepted;
    n.due = draft.occurred + configuration.window(draft.kind);
    return n;
}

Notification record_of(const Sealed& sealed, const Submission& message,
                       const Configuration& configuration) {
    auto n = record_of(sealed.draft, sealed.seal, sealed.recipient, configuration);
    // An alias of the site's with two targets makes two of one recipient.
    const auto at = sealed.rewritten_to.empty() ? "" : " " + sealed.rewritten_to;
    n.delivery = queue_file_of(message.headers, n.queue_id) + at;
    for (const auto& file : queued_before(message.headers, configuration.mail_owner)) {
        n.earlier_deliveries.push_back(file + at);
    }
    return n;
}

}  // namespace postern
