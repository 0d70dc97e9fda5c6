-- SPDX-License-Identifier: Apache-2.0
-- In the order of the columns of api_keys.
DELETE FROM tickets WHERE sha256 = :sha256
RETURNING key_id, sha256, '', tenant, role, user_id, user_name, contact_id, session_ids, created_at, expires_at, NULL, ends_at
