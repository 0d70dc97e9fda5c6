-- SPDX-License-Identifier: Apache-2.0
INSERT INTO messages (tenant, session_id, message_id, seq, contact_id, user_id, role, text, reply_to, client_message_id, accepted_at)
VALUES (:tenant, :session, :message, :seq, :contact, :user, :role, :text, :reply_to, :client_message_id, :accepted)
