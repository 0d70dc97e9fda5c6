-- SPDX-License-Identifier: Apache-2.0
-- Locks the sessions of a batch in key order, so that two batches never wait for each other in a circle.
SELECT s.tenant, s.session_id, s.contact_id, s.last_seq, s.closed_at IS NOT NULL
FROM unnest(CAST(:tenants AS text[]), CAST(:sessions AS uuid[])) AS k (tenant, session_id)
JOIN sessions s ON s.tenant = k.tenant COLLATE "C" AND s.session_id = k.session_id
ORDER BY s.tenant, s.session_id
FOR UPDATE OF s
