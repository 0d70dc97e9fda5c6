-- SPDX-License-Identifier: Apache-2.0
-- A key that is good at :now ends at :ends, or earlier if it would.
UPDATE api_keys
SET expires_at = min(coalesce(expires_at, 9223372036854775807), :ends), changed_at = CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)
WHERE key_id = :key AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > :now)
