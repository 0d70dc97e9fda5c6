-- SPDX-License-Identifier: Apache-2.0
INSERT INTO api_keys (key_id, sha256, name, tenant, role, user_id, user_name, contact_id, session_ids, created_at, expires_at, revoked_at)
VALUES (:key, :sha256, CAST(:name AS TEXT), CAST(:tenant AS TEXT), CAST(:role AS TEXT), :user, CAST(:user_name AS TEXT), :contact, CAST(:sessions AS TEXT), :created, :expires, :revoked)
ON CONFLICT DO NOTHING
