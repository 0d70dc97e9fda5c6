-- SPDX-License-Identifier: Apache-2.0
-- The messages ahead of a position, newest first.
SELECT message_id, seq, contact_id, user_id, role, CAST(text AS BLOB), reply_to, CAST(client_message_id AS BLOB), accepted_at
FROM messages
WHERE tenant = CAST(:tenant AS TEXT) AND session_id = :session AND seq < :before
ORDER BY seq DESC
LIMIT :limit
