-- SPDX-License-Identifier: Apache-2.0
-- The open or the closed sessions of a tenant behind a place, the latest changed first. Times in microseconds of Unix time.
SELECT s.session_id, s.contact_id, CAST(s.contact_name AS BLOB), s.last_seq, s.closed_at IS NOT NULL, s.created_at * 1000, s.changed_at * 1000
FROM sessions s
WHERE s.tenant = CAST(:tenant AS TEXT) AND (s.closed_at IS NOT NULL) = :closed
  AND s.changed_at <= :slot / 1000 AND (s.changed_at, s.session_id) < (:changed / 1000, :session)
ORDER BY s.changed_at DESC, s.session_id DESC
LIMIT :limit
