-- SPDX-License-Identifier: Apache-2.0
-- The first revocation is the one that counts.
UPDATE api_keys SET revoked_at = coalesce(revoked_at, :now), changed_at = CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)
WHERE key_id = :key
