-- SPDX-License-Identifier: Apache-2.0
--
-- The directory, version 2: forwards of groups, copies kept beside a forward, where notifications
-- go whose agent cannot be reached, and who is told when nobody of an account can be.

ALTER TABLE accounts ADD COLUMN keep_copy INTEGER NOT NULL DEFAULT 0 CHECK (keep_copy IN (0, 1));
ALTER TABLE accounts ADD COLUMN fallback TEXT;
ALTER TABLE accounts ADD COLUMN owner TEXT;
ALTER TABLE agents ADD COLUMN keep_copy INTEGER NOT NULL DEFAULT 0 CHECK (keep_copy IN (0, 1));
ALTER TABLE agent_groups ADD COLUMN forward TEXT;
ALTER TABLE agent_groups ADD COLUMN keep_copy INTEGER NOT NULL DEFAULT 0
    CHECK (keep_copy IN (0, 1));

UPDATE schema_version SET version = 2 WHERE part = 'directory';
