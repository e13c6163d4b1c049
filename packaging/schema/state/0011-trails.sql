-- SPDX-License-Identifier: Apache-2.0
--
-- The state, version 11: what Postfix's log told of a notification after it left, and how far that
-- log was read. A trail is of one departure: `attempt` is that of bounces. It goes with its
-- notification.

CREATE TABLE trails (
    notification TEXT NOT NULL,
    attempt INTEGER NOT NULL,
    queue_id TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('queued', 'sent', 'deferred', 'bounced', 'expired',
                                           'undeliverable', 'deliverable')),
    tries INTEGER NOT NULL,
    first_at BIGINT,
    last_at BIGINT,
    agent TEXT NOT NULL,
    relay TEXT NOT NULL,
    dsn TEXT NOT NULL,
    reply TEXT NOT NULL,
    delivered_at BIGINT,
    removed_at BIGINT,
    PRIMARY KEY (notification, attempt)
);
CREATE INDEX trails_in_queue_file ON trails (queue_id);
CREATE INDEX trails_open ON trails (notification) WHERE removed_at IS NULL;

-- Invariant: written in one transaction with what was read up to there.
CREATE TABLE log_positions (
    log TEXT NOT NULL PRIMARY KEY,
    position TEXT NOT NULL
);

UPDATE schema_version SET version = 11 WHERE part = 'state';
