-- SPDX-License-Identifier: Apache-2.0
-- Which of the latest hundred messages are the contact's.
SELECT seq
FROM messages
WHERE tenant = CAST(:tenant AS TEXT) AND session_id = :session AND seq BETWEEN :least AND :last AND role = 'contact'
ORDER BY seq
