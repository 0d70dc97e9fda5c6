-- SPDX-License-Identifier: Apache-2.0
SELECT key_id, sha256, CAST(name AS BLOB), CAST(tenant AS BLOB), role, user_id, CAST(user_name AS BLOB), contact_id, session_ids, created_at, expires_at, revoked_at
FROM api_keys
WHERE key_id = :key
