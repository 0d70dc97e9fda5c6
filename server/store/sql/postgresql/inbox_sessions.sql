-- SPDX-License-Identifier: Apache-2.0
-- These sessions as inbox_page.sql has them, behind their place in the list.
SELECT k.ord, s.session_id, s.contact_id, convert_to(s.contact_name, 'UTF8'), s.last_seq, s.closed_at IS NOT NULL,
       CAST(extract(epoch FROM s.created_at) * 1000000 AS bigint), CAST(extract(epoch FROM s.changed_at) * 1000000 AS bigint)
FROM unnest(CAST(:tenants AS text[]), CAST(:sessions AS uuid[])) WITH ORDINALITY AS k (tenant, session_id, ord)
JOIN sessions s ON s.tenant = k.tenant COLLATE "C" AND s.session_id = k.session_id
ORDER BY k.ord
