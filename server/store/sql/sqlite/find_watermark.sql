-- SPDX-License-Identifier: Apache-2.0
SELECT s.last_seq, coalesce(w.delivered_seq, 0), coalesce(w.read_seq, 0)
FROM sessions s
LEFT JOIN watermarks w ON w.tenant = s.tenant AND w.session_id = s.session_id AND w.user_id = :user
WHERE s.tenant = CAST(:tenant AS TEXT) AND s.session_id = :session
