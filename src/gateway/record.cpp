// SPDX-License-Identifier: Apache-2.0
#include "record.hpp"

#include "postern/gateway/identity.hpp"

namespace postern {

Notification record_of(const Draft& draft, const Seal& seal, const std::string& agent,
                       const Configuration& configuration) {
    Notification n;
    n.id = notification_id(draft.account, draft.id, agent);
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
