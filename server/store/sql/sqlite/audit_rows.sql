-- SPDX-License-Identifier: Apache-2.0
SELECT chain, seq, at, action, result, CAST(tenant AS BLOB), key_id, user_id, role, CAST(address AS BLOB), CAST(target AS BLOB), request_id, CAST(detail AS BLOB), hash
FROM audit_log
WHERE chain = :chain AND seq > :after
ORDER BY seq
LIMIT :most
