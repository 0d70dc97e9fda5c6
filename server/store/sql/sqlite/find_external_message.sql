-- SPDX-License-Identifier: Apache-2.0
-- The message that bears this external id already.
SELECT m.message_id, m.seq, m.contact_id, m.user_id, m.role, CAST(m.text AS BLOB), m.reply_to, CAST(m.client_message_id AS BLOB), m.accepted_at
FROM external_ids e
JOIN messages m ON m.tenant = e.tenant AND m.session_id = e.session_id AND m.seq = e.seq
WHERE e.tenant = CAST(:tenant AS TEXT) AND e.session_id = :session AND e.external_id = CAST(:external AS TEXT)
