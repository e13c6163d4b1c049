-- SPDX-License-Identifier: Apache-2.0
--
-- The state, version 6: two more fates. A notification is given up when Postfix no longer has it,
-- and set aside when it meets a defect again and again and stays on hold for an operator.
--
-- SQLite changes no CHECK in place: the table is made anew.

CREATE TABLE notifications_6 (
    id TEXT NOT NULL PRIMARY KEY,
    account TEXT NOT NULL,
    draft TEXT NOT NULL,
    agent TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('offline-message', 'missed-chat')),
    chat TEXT NOT NULL,
    fate TEXT NOT NULL CHECK (fate IN ('issued', 'parked', 'sent', 'withheld', 'merged',
                                       'given-up', 'set-aside')),
    rule TEXT NOT NULL,
    reason TEXT NOT NULL,
    address TEXT NOT NULL,
    sender_domain TEXT NOT NULL,
    message_id TEXT NOT NULL,
    queue_id TEXT NOT NULL,
    occurred_at BIGINT NOT NULL,
    accepted_at BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    decided_at BIGINT,
    provider TEXT NOT NULL DEFAULT '',
    attempt INTEGER NOT NULL DEFAULT 1
);
INSERT INTO notifications_6 (id, account, draft, agent, kind, chat, fate, rule, reason, address,
    sender_domain, message_id, queue_id, occurred_at, accepted_at, due_at, decided_at, provider,
    attempt)
SELECT id, account, draft, agent, kind, chat, fate, rule, reason, address, sender_domain,
    message_id, queue_id, occurred_at, accepted_at, due_at, decided_at, provider, attempt
FROM notifications;
DROP TABLE notifications;
ALTER TABLE notifications_6 RENAME TO notifications;

CREATE INDEX notifications_of_draft ON notifications (account, draft);
CREATE INDEX notifications_by_acceptance ON notifications (accepted_at);

-- Invariant: one copy of a draft to one address, whoever writes.
CREATE UNIQUE INDEX notifications_sent_once ON notifications (account, draft, address)
    WHERE fate = 'sent';

CREATE INDEX notifications_unfinished ON notifications (due_at)
    WHERE fate IN ('issued', 'parked');

UPDATE schema_version SET version = 6 WHERE part = 'state';
