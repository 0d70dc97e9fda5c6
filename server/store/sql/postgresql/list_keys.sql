-- SPDX-License-Identifier: Apache-2.0
-- Of a tenant, or of all for an empty one, from a place on.
SELECT key_id, sha256, name, tenant, role, user_id, user_name, contact_id, session_ids, created_at, expires_at, revoked_at
FROM api_keys
WHERE (CAST(:any AS text) = '' OR tenant = :tenant)
    AND (created_at < :before OR (created_at = :same AND key_id > :after))
ORDER BY created_at DESC, key_id
LIMIT :most
