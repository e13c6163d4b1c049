-- SPDX-License-Identifier: Apache-2.0
--
-- The state, version 4: which sender domain was used at which provider, how it stands there, and
-- the second try of a notification that was refused for its sender domain.

ALTER TABLE notifications ADD COLUMN provider TEXT NOT NULL DEFAULT '';
ALTER TABLE notifications ADD COLUMN attempt INTEGER NOT NULL DEFAULT 1;

-- Provider '*': wherever the mail goes.
CREATE TABLE sender_standings (
    sender_domain TEXT NOT NULL,
    provider TEXT NOT NULL,
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
    PRIMARY KEY (sender_domain, provider)
);
CREATE INDEX sender_standings_at ON sender_standings (provider);

-- The trail. Never changed, only added to and pruned.
CREATE TABLE sender_changes (
    number BIGINT NOT NULL PRIMARY KEY,
    sender_domain TEXT NOT NULL,
    provider TEXT NOT NULL,
    what TEXT NOT NULL CHECK (what IN ('suspended', 'probing', 'recovered', 'resumed')),
    cause TEXT NOT NULL,
    author TEXT NOT NULL,
    why TEXT NOT NULL,
    changed_at BIGINT NOT NULL
);

-- Counted by the hour (its beginning).
CREATE TABLE sender_traffic (
    sender_domain TEXT NOT NULL,
    provider TEXT NOT NULL,
    hour_at BIGINT NOT NULL,
    sent BIGINT NOT NULL,
    refused BIGINT NOT NULL,
    content BIGINT NOT NULL,
    complaints BIGINT NOT NULL,
    delivered BIGINT NOT NULL,
    PRIMARY KEY (sender_domain, provider, hour_at)
);
CREATE INDEX sender_traffic_by_hour ON sender_traffic (hour_at);

-- For the daily caps, by the day in UTC.
CREATE TABLE sender_days (
    sender_domain TEXT NOT NULL,
    day_at BIGINT NOT NULL,
    sent BIGINT NOT NULL,
    PRIMARY KEY (sender_domain, day_at)
);

-- What came back, now for each attempt, with the sender domain that was refused and the queue file
-- that brought it (so that the same report, presented again after a crash, is known again).
CREATE TABLE reports (
    notification TEXT NOT NULL,
    attempt INTEGER NOT NULL,
    used_for TEXT NOT NULL CHECK (used_for IN ('failure', 'complaint', 'delay', 'delivery',
                                               'reply')),
    sender_domain TEXT NOT NULL,
    delivery TEXT NOT NULL,
    bounce_class TEXT NOT NULL,
    action TEXT NOT NULL,
    status TEXT NOT NULL,
    evidence TEXT NOT NULL,
    reporter TEXT NOT NULL,
    effect TEXT NOT NULL,
    bounced_at BIGINT NOT NULL,
    PRIMARY KEY (notification, attempt, used_for)
);
INSERT INTO reports (notification, attempt, used_for, sender_domain, delivery, bounce_class,
                     action, status, evidence, reporter, effect, bounced_at)
    SELECT notification, 1, used_for, '', '', bounce_class, action, status, evidence, reporter,
           effect, bounced_at FROM bounces;
DROP TABLE bounces;
ALTER TABLE reports RENAME TO bounces;
CREATE INDEX bounces_by_time ON bounces (bounced_at);

UPDATE schema_version SET version = 4 WHERE part = 'state';
