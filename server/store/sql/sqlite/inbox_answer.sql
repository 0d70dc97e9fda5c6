-- SPDX-License-Identifier: Apache-2.0
-- The business side's last message among the latest thousand.
SELECT seq
FROM messages
WHERE tenant = CAST(:tenant AS TEXT) AND session_id = :session AND seq BETWEEN :least AND :last AND role <> 'contact'
ORDER BY seq DESC
LIMIT 1
