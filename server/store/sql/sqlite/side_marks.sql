-- SPDX-License-Identifier: Apache-2.0
-- The furthest watermarks of the contact's side and of the business side.
SELECT role = 'contact', max(delivered_seq), max(read_seq)
FROM watermarks
WHERE tenant = CAST(:tenant AS TEXT) AND session_id = :session
GROUP BY role = 'contact'
