-- SPDX-License-Identifier: Apache-2.0
INSERT INTO audit_log (chain, seq, at, action, result, tenant, key_id, user_id, role, address, target, request_id, detail, hash)
SELECT :chain, r.value ->> 'seq', r.value ->> 'at', r.value ->> 'action', r.value ->> 'result', r.value ->> 'tenant', r.value ->> 'key_id',
    r.value ->> 'user_id', r.value ->> 'role', r.value ->> 'address', r.value ->> 'target', r.value ->> 'request_id', r.value ->> 'detail',
    r.value ->> 'hash'
FROM json_each(CAST(:rows AS TEXT)) r
WHERE true
ON CONFLICT DO NOTHING
