-- SPDX-License-Identifier: Apache-2.0
UPDATE sessions SET closed_at = NULL, changed_at = clock_timestamp()
WHERE tenant = :tenant AND session_id = :session AND closed_at IS NOT NULL
