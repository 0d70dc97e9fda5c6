-- SPDX-License-Identifier: Apache-2.0
INSERT INTO node_clients (node_id, tenant, clients)
SELECT CAST(:node AS text), c.tenant, c.clients
FROM unnest(CAST(:tenants AS text[]), CAST(:clients AS bigint[])) AS c (tenant, clients)
ON CONFLICT (node_id, tenant) DO UPDATE SET clients = excluded.clients
