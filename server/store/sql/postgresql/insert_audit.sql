-- SPDX-License-Identifier: Apache-2.0
INSERT INTO audit_log (chain, seq, at, action, result, tenant, key_id, user_id, role, address, target, request_id, detail, hash)
SELECT CAST(:chain AS uuid), r.seq, r.at, r.action, r.result, r.tenant, r.key_id, r.user_id, r.role, r.address, r.target, r.request_id, r.detail, r.hash
FROM json_to_recordset(CAST(:rows AS json)) AS r (seq bigint, at bigint, action text, result text, tenant text, key_id text,
    user_id text, role text, address text, target text, request_id text, detail text, hash text)
ON CONFLICT DO NOTHING
