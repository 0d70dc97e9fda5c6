-- SPDX-License-Identifier: Apache-2.0
-- The messages behind a position, oldest first.
SELECT message_id, seq, contact_id, user_id, role, text, reply_to, client_message_id, accepted_at
FROM messages
WHERE tenant = :tenant AND session_id = :session AND seq > :after
ORDER BY seq
LIMIT :limit
