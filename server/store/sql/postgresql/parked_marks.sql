-- SPDX-License-Identifier: Apache-2.0
SELECT user_id, role, read
FROM parked_marks
WHERE tenant = :tenant AND session_id = :session AND external_id = :external
ORDER BY user_id, read
