-- SPDX-License-Identifier: Apache-2.0
UPDATE sessions
SET closed_at = clock_timestamp(), changed_at = greatest(changed_at + INTERVAL '1 microsecond', clock_timestamp())
WHERE tenant = :tenant AND session_id = :session AND closed_at IS NULL
RETURNING CAST(extract(epoch FROM changed_at) * 1000000 AS bigint)
