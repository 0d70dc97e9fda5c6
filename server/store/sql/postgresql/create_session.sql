-- SPDX-License-Identifier: Apache-2.0
-- Comes back with false where the session was there already, and with nothing where it is another contact's.
INSERT INTO sessions AS s (tenant, session_id, contact_id, contact_name)
VALUES (:tenant, :session, :contact, nullif(:name, ''))
ON CONFLICT (tenant, session_id) DO UPDATE
SET contact_id = excluded.contact_id, contact_name = coalesce(excluded.contact_name, s.contact_name)
WHERE s.contact_id IS NULL OR s.contact_id = excluded.contact_id
RETURNING xmax = 0
