-- SPDX-License-Identifier: Apache-2.0
-- Those that were revoked or shortened within the last so many milliseconds.
SELECT key_id, sha256, name, tenant, role, user_id, user_name, contact_id, session_ids, created_at, expires_at, revoked_at
FROM api_keys
WHERE changed_at >= clock_timestamp() - CAST(:age AS bigint) * INTERVAL '1 ms'
