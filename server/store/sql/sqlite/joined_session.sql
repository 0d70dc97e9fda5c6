-- SPDX-License-Identifier: Apache-2.0
-- A session and how far its users have got: one row a user, or one without a user.
SELECT s.contact_id, s.last_seq, s.closed_at IS NOT NULL, w.user_id, w.role, w.delivered_seq, w.read_seq
FROM sessions s
LEFT JOIN watermarks w ON w.tenant = s.tenant AND w.session_id = s.session_id
WHERE s.tenant = CAST(:tenant AS TEXT) AND s.session_id = :session
ORDER BY w.user_id
LIMIT :most
