-- SPDX-License-Identifier: Apache-2.0
--
-- The directory, version 3: presence as it was told, in whatever order, and chats that are
-- forgotten after a time.

-- Signs of one kind without one of the other kind among them: signs of life, or sign-outs. Between
-- the first and the last lie those of kept: milliseconds, each the way back from one sign to the
-- sign before it, beginning with the last. Where they do not lead back to the first, there were
-- others before, which are not known one by one.
CREATE TABLE presence_told (
    account TEXT NOT NULL,
    agent TEXT NOT NULL,
    device TEXT NOT NULL,
    signed_out INTEGER NOT NULL CHECK (signed_out IN (0, 1)),
    first_at BIGINT NOT NULL,
    last_at BIGINT NOT NULL,
    kept TEXT NOT NULL,
    PRIMARY KEY (agent, device, first_at, signed_out),
    FOREIGN KEY (agent, account) REFERENCES agents (id, account) ON DELETE CASCADE
);

-- A stretch was heard of from its beginning to its last sign of life, and not after its end.
INSERT INTO presence_told (account, agent, device, signed_out, first_at, last_at, kept)
    SELECT account, agent, device, 0, started_at,
        CASE WHEN ended_at < seen_at THEN ended_at ELSE seen_at END, '' FROM presence;
INSERT INTO presence_told (account, agent, device, signed_out, first_at, last_at, kept)
    SELECT DISTINCT account, agent, device, 1, ended_at, ended_at, '' FROM presence
    WHERE ended_at IS NOT NULL;
CREATE INDEX presence_told_by_last ON presence_told (account, last_at);
DROP TABLE presence;

-- The latest that was told of the chat, by when it happened; 0 where there is nothing with a time.
ALTER TABLE chats ADD COLUMN last_at BIGINT NOT NULL DEFAULT 0;
UPDATE chats SET last_at =
    COALESCE((SELECT MAX(happened_at) FROM chat_events WHERE chat = chats.id), 0);
CREATE INDEX chats_by_last ON chats (last_at);

-- What a visitor did in a chat that is not known yet: nothing says whose it is.
CREATE TABLE early_events (
    chat TEXT NOT NULL,
    happened_at BIGINT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('opened', 'joined', 'answered', 'left')),
    PRIMARY KEY (chat, happened_at, kind)
);
CREATE INDEX early_events_by_time ON early_events (happened_at);

UPDATE schema_version SET version = 3 WHERE part = 'directory';
