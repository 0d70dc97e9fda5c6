-- SPDX-License-Identifier: Apache-2.0
SELECT chain, seq, at, action, result, convert_to(tenant, 'UTF8'), key_id, user_id, role, convert_to(address, 'UTF8'), convert_to(target, 'UTF8'), request_id, convert_to(detail, 'UTF8'), hash
FROM audit_log
WHERE chain = :chain AND seq > :after
ORDER BY seq
LIMIT :most
