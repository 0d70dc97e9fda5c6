-- SPDX-License-Identifier: Apache-2.0
-- The newest before a place; an empty text leaves its condition out.
SELECT chain, seq, at, action, result, CAST(tenant AS BLOB), key_id, user_id, role, CAST(address AS BLOB), CAST(target AS BLOB), request_id, CAST(detail AS BLOB), hash
FROM audit_log
WHERE at >= :from AND at < :to AND (at, chain, seq) < (:at, :chain, :seq)
    AND (CAST(:any_tenant AS TEXT) = '' OR tenant = CAST(:tenant AS TEXT))
    AND (CAST(:any_action AS TEXT) = '' OR action = CAST(:action AS TEXT))
    AND (CAST(:anybody AS TEXT) = '' OR key_id = CAST(:key AS TEXT) OR user_id = CAST(:user AS TEXT))
ORDER BY at DESC, chain DESC, seq DESC
LIMIT :most
