-- SPDX-License-Identifier: Apache-2.0
-- Of these sessions the ones that have got further than is known here.
SELECT s.tenant, s.session_id, s.last_seq, s.contact_id
FROM unnest(CAST(:tenants AS text[]), CAST(:sessions AS uuid[]), CAST(:heads AS bigint[])) AS k (tenant, session_id, head)
JOIN sessions s ON s.tenant = k.tenant COLLATE "C" AND s.session_id = k.session_id
WHERE s.last_seq > k.head
