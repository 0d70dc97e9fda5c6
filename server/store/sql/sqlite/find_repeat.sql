-- SPDX-License-Identifier: Apache-2.0
SELECT message_id, seq, contact_id, user_id, role, text, reply_to, client_message_id, accepted_at
FROM messages
WHERE tenant = :tenant AND session_id = :session AND user_id = :user AND client_message_id = :client_message_id
