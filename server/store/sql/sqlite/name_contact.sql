-- SPDX-License-Identifier: Apache-2.0
-- Nothing where the session is another contact's.
UPDATE sessions
SET contact_id = :contact, contact_name = coalesce(nullif(CAST(:name AS TEXT), ''), contact_name)
WHERE tenant = CAST(:tenant AS TEXT) AND session_id = :session AND (contact_id IS NULL OR contact_id = :same)
