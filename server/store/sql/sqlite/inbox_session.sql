-- SPDX-License-Identifier: Apache-2.0
-- One session as inbox_page.sql has it.
SELECT s.session_id, s.contact_id, CAST(s.contact_name AS BLOB), s.last_seq, s.closed_at IS NOT NULL, s.created_at * 1000, s.changed_at * 1000
FROM sessions s
WHERE s.tenant = CAST(:tenant AS TEXT) AND s.session_id = :session
