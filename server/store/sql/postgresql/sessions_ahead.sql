-- SPDX-License-Identifier: Apache-2.0
-- Of these sessions the ones that have got further than is known here, or were closed or reopened.
SELECT s.tenant, s.session_id, s.last_seq, s.closed_at IS NOT NULL, s.contact_id,
       CAST(extract(epoch FROM s.changed_at) * 1000000 AS bigint)
FROM unnest(CAST(:tenants AS text[]), CAST(:sessions AS uuid[]), CAST(:heads AS bigint[]), CAST(:closings AS boolean[]))
     AS k (tenant, session_id, head, closed)
JOIN sessions s ON s.tenant = k.tenant COLLATE "C" AND s.session_id = k.session_id
WHERE s.last_seq > k.head OR (s.closed_at IS NOT NULL) <> k.closed
