-- SPDX-License-Identifier: Apache-2.0
--
-- The state, version 2: what came back, and who is suppressed for it.

-- A subject is an address, or AGENT/KIND for a complaint.
CREATE TABLE suppressions (
    subject TEXT NOT NULL PRIMARY KEY,
    cause TEXT NOT NULL CHECK (cause IN ('mailbox-full', 'user-unknown', 'inactive',
                                         'domain-invalid', 'complaint', 'operator')),
    evidence TEXT NOT NULL,
    author TEXT NOT NULL,
    notification TEXT NOT NULL,
    since_at BIGINT NOT NULL,
    last_at BIGINT NOT NULL,
    held_until BIGINT,
    step INTEGER NOT NULL,
    probe TEXT NOT NULL,
    probed_at BIGINT
);
CREATE INDEX suppressions_by_begin ON suppressions (since_at);

-- The trail: who did what, when and why. Never changed, only added to and pruned.
CREATE TABLE suppression_changes (
    number BIGINT NOT NULL PRIMARY KEY,
    subject TEXT NOT NULL,
    what TEXT NOT NULL CHECK (what IN ('suppressed', 'extended', 'probed', 'cleared', 'added',
                                       'lifted')),
    cause TEXT NOT NULL,
    author TEXT NOT NULL,
    why TEXT NOT NULL,
    changed_at BIGINT NOT NULL
);
CREATE INDEX suppression_changes_of ON suppression_changes (subject, number);

-- What came back for each notification. Invariant: one failure and one complaint act, no more.
CREATE TABLE bounces (
    notification TEXT NOT NULL,
    used_for TEXT NOT NULL CHECK (used_for IN ('failure', 'complaint', 'delay', 'delivery',
                                               'reply')),
    bounce_class TEXT NOT NULL,
    action TEXT NOT NULL,
    status TEXT NOT NULL,
    evidence TEXT NOT NULL,
    reporter TEXT NOT NULL,
    effect TEXT NOT NULL,
    bounced_at BIGINT NOT NULL,
    PRIMARY KEY (notification, used_for)
);
CREATE INDEX bounces_by_time ON bounces (bounced_at);

-- Reports that were not believed, for each claimed victim.
CREATE TABLE disbelieved (
    victim TEXT NOT NULL,
    why TEXT NOT NULL CHECK (why IN ('forged', 'expired', 'replayed', 'foreign', 'unknown')),
    reports BIGINT NOT NULL,
    first_at BIGINT NOT NULL,
    last_at BIGINT NOT NULL,
    PRIMARY KEY (victim, why)
);

UPDATE schema_version SET version = 2 WHERE part = 'state';
