-- SPDX-License-Identifier: Apache-2.0
INSERT INTO messages (tenant, session_id, message_id, seq, contact_id, user_id, role, text, reply_to, client_message_id, accepted_at)
VALUES (CAST(:tenant AS TEXT), :session, :message, :seq, :contact, :user, CAST(:role AS TEXT), CAST(:text AS TEXT), :reply_to, CAST(:client_message_id AS TEXT), :accepted)
