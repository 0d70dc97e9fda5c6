-- SPDX-License-Identifier: Apache-2.0
SELECT n.node_id, n.incarnation, n.version, n.started_at, n.bus,
       (SELECT coalesce(sum(c.clients), 0) FROM node_clients c WHERE c.node_id = n.node_id)
FROM nodes n
WHERE n.lease_until >= clock_timestamp()
ORDER BY n.node_id
