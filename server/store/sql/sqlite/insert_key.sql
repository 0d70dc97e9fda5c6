-- SPDX-License-Identifier: Apache-2.0
INSERT INTO api_keys (key_id, sha256, name, tenant, role, user_id, user_name, contact_id, session_ids, created_at, expires_at, revoked_at)
VALUES (:key, :sha256, :name, :tenant, :role, :user, :user_name, :contact, :sessions, :created, :expires, :revoked)
ON CONFLICT DO NOTHING
