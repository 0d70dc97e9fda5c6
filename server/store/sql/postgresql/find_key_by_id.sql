-- SPDX-License-Identifier: Apache-2.0
SELECT key_id, sha256, name, tenant, role, user_id, user_name, contact_id, session_ids, created_at, expires_at, revoked_at
FROM api_keys
WHERE key_id = :key
