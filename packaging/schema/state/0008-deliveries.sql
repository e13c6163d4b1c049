-- SPDX-License-Identifier: Apache-2.0
--
-- The state, version 8: what presented a notification when it was decided. The same delivery again
-- means that our answer was lost; anything else that claims to be it is a copy.

ALTER TABLE notifications ADD COLUMN delivery TEXT NOT NULL DEFAULT '';

UPDATE schema_version SET version = 8 WHERE part = 'state';
