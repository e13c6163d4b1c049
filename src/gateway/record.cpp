// SPDX-License-Identifier: Apache-2.0
#include "record.hpp"

#include "postern/gateway/identity.hpp"

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

}  // namespace postern
