-- SPDX-License-Identifier: Apache-2.0
INSERT INTO tickets (key_id, sha256, tenant, role, user_id, user_name, contact_id, session_ids, created_at, expires_at, ends_at)
VALUES (:key, :sha256, :tenant, :role, :user, :user_name, :contact, :sessions, :created, :expires, :ends)
