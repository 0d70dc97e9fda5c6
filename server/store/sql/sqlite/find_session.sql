-- SPDX-License-Identifier: Apache-2.0
SELECT contact_id, last_seq, closed_at IS NOT NULL
FROM sessions
WHERE tenant = CAST(:tenant AS TEXT) AND session_id = :session
