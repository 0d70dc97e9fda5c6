-- SPDX-License-Identifier: Apache-2.0
-- The newest before a place; an empty text leaves its condition out.
SELECT chain, seq, at, action, result, convert_to(tenant, 'UTF8'), key_id, user_id, role, convert_to(address, 'UTF8'), convert_to(target, 'UTF8'), request_id, convert_to(detail, 'UTF8'), hash
FROM audit_log
WHERE at >= :from AND at < :to AND (at, chain, seq) < (CAST(:at AS bigint), CAST(:chain AS uuid), CAST(:seq AS bigint))
    AND (CAST(:any_tenant AS text) = '' OR tenant = :tenant)
    AND (CAST(:any_action AS text) = '' OR action = :action)
    AND (CAST(:anybody AS text) = '' OR key_id = :key OR user_id = :user)
ORDER BY at DESC, chain DESC, seq DESC
LIMIT :most
