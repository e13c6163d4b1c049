-- SPDX-License-Identifier: Apache-2.0
--
-- The state, version 1: every notification and its fate.
--
-- One text for SQLite and PostgreSQL; conventions as in directory/0001-directory.sql.

CREATE TABLE IF NOT EXISTS schema_version (
    part TEXT NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL
);

CREATE TABLE notifications (
    id TEXT NOT NULL PRIMARY KEY,
    account TEXT NOT NULL,
    draft TEXT NOT NULL,
    agent TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('offline-message', 'missed-chat')),
    chat TEXT NOT NULL,
    fate TEXT NOT NULL CHECK (fate IN ('issued', 'parked', 'sent', 'withheld', 'merged')),
    rule TEXT NOT NULL,
    reason TEXT NOT NULL,
    address TEXT NOT NULL,
    sender_domain TEXT NOT NULL,
    message_id TEXT NOT NULL,
    queue_id TEXT NOT NULL,
    occurred_at BIGINT NOT NULL,
    accepted_at BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    decided_at BIGINT
);
CREATE INDEX notifications_of_draft ON notifications (account, draft);
CREATE INDEX notifications_by_acceptance ON notifications (accepted_at);

-- Invariant: one copy of a draft to one address, whoever writes.
CREATE UNIQUE INDEX notifications_sent_once ON notifications (account, draft, address)
    WHERE fate = 'sent';

CREATE INDEX notifications_unfinished ON notifications (due_at)
    WHERE fate IN ('issued', 'parked');

INSERT INTO schema_version (part, version) VALUES ('state', 1);
