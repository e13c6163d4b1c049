-- SPDX-License-Identifier: Apache-2.0
--
-- The state, version 10: an index for whatever `postern why` and `postern notifications` can be
-- asked by, newest first, and for whatever is removed when it is old.
--
-- What most notifications have in common, or none has yet, is left out: nobody looks for it, and
-- every row would pay for it. A question has to say so too, or SQLite does not see that such an
-- index serves; one that has a better way leaves it unsaid (state_reader.cpp).

DROP INDEX IF EXISTS notifications_of_draft;
CREATE INDEX IF NOT EXISTS notifications_of_draft ON notifications (draft, account);
CREATE INDEX IF NOT EXISTS notifications_of_account ON notifications (account, accepted_at);
CREATE INDEX IF NOT EXISTS notifications_of_agent ON notifications (agent, accepted_at);
CREATE INDEX IF NOT EXISTS notifications_of_kind ON notifications (kind, accepted_at)
    WHERE kind <> 'offline-message';
CREATE INDEX IF NOT EXISTS notifications_of_chat ON notifications (chat, accepted_at)
    WHERE chat <> '';
CREATE INDEX IF NOT EXISTS notifications_at_address ON notifications (address, accepted_at)
    WHERE address <> '';
CREATE INDEX IF NOT EXISTS notifications_in_queue_file ON notifications (queue_id)
    WHERE queue_id <> '';
CREATE INDEX IF NOT EXISTS notifications_by_rule ON notifications (rule, accepted_at)
    WHERE rule <> '';
CREATE INDEX IF NOT EXISTS notifications_by_reason ON notifications (reason, accepted_at)
    WHERE reason <> '';
CREATE INDEX IF NOT EXISTS notifications_by_fate ON notifications (fate, accepted_at)
    WHERE fate <> 'sent';

CREATE INDEX IF NOT EXISTS suppressions_by_end ON suppressions (held_until);
CREATE INDEX IF NOT EXISTS disbelieved_by_time ON disbelieved (last_at);
CREATE INDEX IF NOT EXISTS loss_reports_by_time ON loss_reports (reported_at);
CREATE INDEX IF NOT EXISTS sender_changes_by_time ON sender_changes (changed_at);

UPDATE schema_version SET version = 10 WHERE part = 'state';
