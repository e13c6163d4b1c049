-- SPDX-License-Identifier: Apache-2.0
--
-- The directory, version 1: the platform's accounts, agents, groups, devices and chats.
--
-- One text for SQLite and PostgreSQL. Identifiers are canonical (lower case), points in time are
-- milliseconds since 1970 in UTC, booleans are 0 or 1. Statements end with a semicolon at the end
-- of a line, and nowhere else does one stand there: that is how they are told apart.

CREATE TABLE IF NOT EXISTS schema_version (
    part TEXT NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL
);

CREATE TABLE accounts (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    plan TEXT NOT NULL CHECK (plan IN ('free', 'standard', 'pro')),
    email_integration INTEGER NOT NULL CHECK (email_integration IN (0, 1)),
    offline_message INTEGER NOT NULL CHECK (offline_message IN (0, 1)),
    missed_chat INTEGER NOT NULL CHECK (missed_chat IN (0, 1)),
    forward TEXT
);

CREATE TABLE agent_groups (
    account TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (account, id)
);

-- (id, account) is unique so that others can refer to an agent of that account.
CREATE TABLE agents (
    id TEXT NOT NULL PRIMARY KEY,
    account TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    address TEXT NOT NULL,
    active INTEGER NOT NULL CHECK (active IN (0, 1)),
    forward TEXT,
    UNIQUE (id, account)
);
CREATE INDEX agents_by_address ON agents (account, address);
CREATE INDEX agents_forwarding ON agents (account) WHERE forward IS NOT NULL;

CREATE TABLE memberships (
    account TEXT NOT NULL,
    group_id TEXT NOT NULL,
    agent TEXT NOT NULL,
    PRIMARY KEY (account, group_id, agent),
    FOREIGN KEY (account, group_id) REFERENCES agent_groups (account, id) ON DELETE CASCADE,
    FOREIGN KEY (agent, account) REFERENCES agents (id, account) ON DELETE CASCADE
);
CREATE INDEX memberships_by_agent ON memberships (agent, group_id);

-- One stretch of one device being signed in; the account is repeated because a decision asks for
-- the presence of all its agents at once. What still lasts ends at the greatest number for the
-- index, so that one range of it holds everything that had not ended by some moment.
CREATE TABLE presence (
    account TEXT NOT NULL,
    agent TEXT NOT NULL,
    device TEXT NOT NULL,
    started_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    ended_at BIGINT,
    PRIMARY KEY (agent, device, started_at),
    FOREIGN KEY (agent, account) REFERENCES agents (id, account) ON DELETE CASCADE
);
CREATE INDEX presence_by_end ON presence (account, (COALESCE(ended_at, 9223372036854775807)));
CREATE UNIQUE INDEX presence_lasting ON presence (agent, device) WHERE ended_at IS NULL;

-- A group may be dissolved while its chats go on: no reference.
CREATE TABLE chats (
    id TEXT NOT NULL PRIMARY KEY,
    account TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    group_id TEXT
);
CREATE INDEX chats_by_account ON chats (account);

-- The agent is '' for what the visitor did. Told twice, an event is still one.
CREATE TABLE chat_events (
    chat TEXT NOT NULL REFERENCES chats (id) ON DELETE CASCADE,
    happened_at BIGINT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('opened', 'joined', 'answered', 'left')),
    agent TEXT NOT NULL,
    PRIMARY KEY (chat, happened_at, kind, agent)
);

INSERT INTO schema_version (part, version) VALUES ('directory', 1);
