-- SPDX-License-Identifier: Apache-2.0
DELETE FROM node_sessions n
USING (SELECT CAST(:node AS text) AS node_id, s.tenant, s.session_id
       FROM unnest(CAST(:tenants AS text[]), CAST(:sessions AS uuid[])) AS s (tenant, session_id)) k
WHERE n.node_id = k.node_id COLLATE "C" AND n.tenant = k.tenant COLLATE "C" AND n.session_id = k.session_id
