-- SPDX-License-Identifier: Apache-2.0
--
-- The state, version 9: when it was put back from a copy. Of what was accepted before that, the
-- record may lack a decision that was made and carried out after the copy was taken.

CREATE TABLE restorations (
    restored_at BIGINT NOT NULL
);

UPDATE schema_version SET version = 9 WHERE part = 'state';
