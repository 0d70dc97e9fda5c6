-- SPDX-License-Identifier: Apache-2.0
-- Those that were revoked or shortened within the last so many milliseconds.
SELECT key_id, sha256, CAST(name AS BLOB), CAST(tenant AS BLOB), role, user_id, CAST(user_name AS BLOB), contact_id, session_ids, created_at, expires_at, revoked_at
FROM api_keys
WHERE changed_at >= CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER) - :age
