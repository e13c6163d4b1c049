-- SPDX-License-Identifier: Apache-2.0
--
-- The directory, version 4: imports that are written in steps and count at one moment
-- (docs/decisions/0030-imports-in-steps.md). One at a time is under way.

-- From in_force on, all that the portions say counts, whether or not it stands in the tables yet.
-- Until then it counts for nobody. Signs of life further apart than stale_after are two stretches.
CREATE TABLE imports (
    id BIGINT NOT NULL PRIMARY KEY,
    in_force INTEGER NOT NULL CHECK (in_force IN (0, 1)),
    disturbed INTEGER NOT NULL CHECK (disturbed IN (0, 1)),
    begun_at BIGINT NOT NULL,
    stale_after BIGINT NOT NULL
);

-- What is to change in one account, in the order of numbers, as JSON that postern alone reads.
CREATE TABLE import_portions (
    account TEXT NOT NULL,
    number BIGINT NOT NULL,
    change TEXT NOT NULL,
    PRIMARY KEY (account, number)
);

-- In which account the portions put the agents and chats that come into it.
CREATE TABLE import_names (
    id TEXT NOT NULL,
    what INTEGER NOT NULL,
    account TEXT NOT NULL,
    PRIMARY KEY (id, what)
);

-- The accounts that were changed by others while the portions were written.
CREATE TABLE import_touched (account TEXT NOT NULL PRIMARY KEY);

UPDATE schema_version SET version = 4 WHERE part = 'directory';
