-- SPDX-License-Identifier: Apache-2.0
-- Closes the sessions nobody wrote in for so long.
UPDATE sessions
SET closed_at = CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER), changed_at = max(changed_at + 1, CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER))
WHERE (tenant, session_id) IN (
    SELECT i.tenant, i.session_id
    FROM sessions i
    WHERE i.closed_at IS NULL AND i.changed_at <= CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER) - :idle
    LIMIT :most
)
RETURNING CAST(tenant AS BLOB), session_id, changed_at * 1000
