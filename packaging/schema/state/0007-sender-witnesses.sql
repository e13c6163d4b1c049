-- SPDX-License-Identifier: Apache-2.0
--
-- The state, version 7: how sender domains stand for whom. What the notifications of one account
-- met moves its own standings, to move those of all takes several accounts, each with a mailbox of
-- its own. Also what each account sent, so that none takes a daily cap for itself.
--
-- SQLite changes no primary key in place: the table is made anew. An empty account stands for all of
-- them. So were the standings of version 6, and they end as they were to end.

CREATE TABLE sender_standings_7 (
    sender_domain TEXT NOT NULL,
    provider TEXT NOT NULL,
    account TEXT NOT NULL,
    cause TEXT NOT NULL CHECK (cause IN ('refused', 'complaints', 'operator')),
    evidence TEXT NOT NULL,
    author TEXT NOT NULL,
    notification TEXT NOT NULL,
    since_at BIGINT NOT NULL,
    held_until BIGINT,
    step INTEGER NOT NULL,
    round INTEGER NOT NULL,
    round_sent INTEGER NOT NULL,
    round_began_at BIGINT,
    recovered_at BIGINT,
    mailbox TEXT NOT NULL,
    disputed INTEGER NOT NULL,
    PRIMARY KEY (sender_domain, provider, account)
);
INSERT INTO sender_standings_7 (sender_domain, provider, account, cause, evidence, author,
    notification, since_at, held_until, step, round, round_sent, round_began_at, recovered_at,
    mailbox, disputed)
SELECT sender_domain, provider, '', cause, evidence, author, notification, since_at, held_until,
    step, round, round_sent, round_began_at, recovered_at, '', 0
FROM sender_standings WHERE disputed = 0;
DROP TABLE sender_standings;
ALTER TABLE sender_standings_7 RENAME TO sender_standings;
CREATE INDEX sender_standings_at ON sender_standings (provider, account);

ALTER TABLE sender_changes ADD COLUMN account TEXT NOT NULL DEFAULT '';

-- What each mailbox of each account said of a sender domain. Refused and delayed are the word of our
-- own Postfix, a complaint is one that the provider answers for, and hearsay one that nobody does.
-- told_at is the last time, counted_at the last time that it counts by, and sent_at when that
-- notification left. Both are 0 where it has never counted.
CREATE TABLE sender_evidence (
    sender_domain TEXT NOT NULL,
    provider TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('refused', 'delayed', 'complaint', 'hearsay')),
    account TEXT NOT NULL,
    mailbox TEXT NOT NULL,
    told_at BIGINT NOT NULL,
    counted_at BIGINT NOT NULL,
    sent_at BIGINT NOT NULL,
    PRIMARY KEY (sender_domain, provider, kind, account, mailbox)
);
CREATE INDEX sender_evidence_by_time ON sender_evidence (kind, told_at);
DROP TABLE sender_refusals;

-- What each account sent, counted by the hour (its beginning), and how much of it was refused.
CREATE TABLE sender_accounts (
    sender_domain TEXT NOT NULL,
    provider TEXT NOT NULL,
    hour_at BIGINT NOT NULL,
    account TEXT NOT NULL,
    sent BIGINT NOT NULL,
    refused BIGINT NOT NULL,
    PRIMARY KEY (sender_domain, provider, hour_at, account)
);
CREATE INDEX sender_accounts_of ON sender_accounts (account, sender_domain, hour_at);
CREATE INDEX sender_accounts_by_hour ON sender_accounts (hour_at);

UPDATE schema_version SET version = 7 WHERE part = 'state';
