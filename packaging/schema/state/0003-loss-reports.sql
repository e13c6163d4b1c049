-- SPDX-License-Identifier: Apache-2.0
--
-- The state, version 3: when an account was last told that none of its agents can be reached, and
-- which notification's message became that report.

CREATE TABLE loss_reports (
    account TEXT NOT NULL PRIMARY KEY,
    notification TEXT NOT NULL,
    reported_at BIGINT NOT NULL
);

UPDATE schema_version SET version = 3 WHERE part = 'state';
