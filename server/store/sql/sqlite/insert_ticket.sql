-- SPDX-License-Identifier: Apache-2.0
INSERT INTO tickets (key_id, sha256, tenant, role, user_id, user_name, contact_id, session_ids, created_at, expires_at, ends_at)
VALUES (:key, :sha256, CAST(:tenant AS TEXT), CAST(:role AS TEXT), :user, CAST(:user_name AS TEXT), :contact, CAST(:sessions AS TEXT), :created, :expires, :ends)
