-- SPDX-License-Identifier: Apache-2.0
INSERT INTO node_sessions (node_id, tenant, session_id)
SELECT CAST(:node AS text), s.tenant, s.session_id
FROM unnest(CAST(:tenants AS text[]), CAST(:sessions AS uuid[])) AS s (tenant, session_id)
ON CONFLICT DO NOTHING
