-- SPDX-License-Identifier: Apache-2.0
INSERT INTO sessions (tenant, session_id)
SELECT tenant, session_id
FROM unnest(CAST(:tenants AS text[]), CAST(:sessions AS uuid[])) AS k (tenant, session_id)
ORDER BY tenant COLLATE "C", session_id
ON CONFLICT DO NOTHING
RETURNING tenant, session_id
