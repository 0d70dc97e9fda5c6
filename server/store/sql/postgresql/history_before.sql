-- SPDX-License-Identifier: Apache-2.0
-- The messages ahead of a position, newest first.
SELECT message_id, seq, contact_id, user_id, role, convert_to(text, 'UTF8'), reply_to, convert_to(client_message_id, 'UTF8'), accepted_at
FROM messages
WHERE tenant = :tenant AND session_id = :session AND seq < :before
ORDER BY seq DESC
LIMIT :limit
