-- SPDX-License-Identifier: Apache-2.0
-- The beginning of a message for an inbox.
SELECT message_id, seq, contact_id, user_id, role, CAST(substr(text, 1, 201) AS BLOB), reply_to, CAST(client_message_id AS BLOB), accepted_at
FROM messages
WHERE tenant = CAST(:tenant AS TEXT) AND session_id = :session AND seq = :seq
