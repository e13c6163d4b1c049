-- SPDX-License-Identifier: Apache-2.0
--
-- The state, version 5: whose refusals stand behind the suspension of a sender domain, how long a
-- change in the trail was to hold, whose fault a bounce was, and why a refused notification was not
-- sent once more.

ALTER TABLE sender_standings ADD COLUMN mailbox TEXT NOT NULL DEFAULT '';
ALTER TABLE sender_standings ADD COLUMN disputed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sender_changes ADD COLUMN held_until BIGINT;
ALTER TABLE sender_changes ADD COLUMN step INTEGER NOT NULL DEFAULT 0;
ALTER TABLE bounces ADD COLUMN not_again TEXT NOT NULL DEFAULT '';
ALTER TABLE bounces ADD COLUMN fault TEXT NOT NULL DEFAULT '';

-- When each mailbox last refused a sender domain: whether several did, and who refuses them all.
CREATE TABLE sender_refusals (
    sender_domain TEXT NOT NULL,
    provider TEXT NOT NULL,
    mailbox TEXT NOT NULL,
    refused_at BIGINT NOT NULL,
    PRIMARY KEY (sender_domain, provider, mailbox)
);
CREATE INDEX sender_refusals_by_mailbox ON sender_refusals (provider, mailbox);
CREATE INDEX sender_refusals_by_time ON sender_refusals (refused_at);

UPDATE schema_version SET version = 5 WHERE part = 'state';
