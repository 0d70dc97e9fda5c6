-- SPDX-License-Identifier: Apache-2.0
-- A key that is good at :now ends at :ends, or earlier if it would.
UPDATE api_keys SET expires_at = least(expires_at, :ends), changed_at = clock_timestamp()
WHERE key_id = :key AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > :now)
