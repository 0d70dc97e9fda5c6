-- SPDX-License-Identifier: Apache-2.0
-- The first revocation is the one that counts.
UPDATE api_keys SET revoked_at = coalesce(revoked_at, :now), changed_at = clock_timestamp() WHERE key_id = :key
