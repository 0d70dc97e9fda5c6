-- SPDX-License-Identifier: Apache-2.0
UPDATE sessions
SET closed_at = CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER), changed_at = max(changed_at + 1, CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER))
WHERE tenant = CAST(:tenant AS TEXT) AND session_id = :session AND closed_at IS NULL
RETURNING changed_at * 1000
