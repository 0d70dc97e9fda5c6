-- SPDX-License-Identifier: Apache-2.0
-- The clients and the sessions of a tenant on all live nodes, each session once; the tenant * means all.
WITH live AS MATERIALIZED (
    SELECT node_id FROM nodes WHERE lease_until >= clock_timestamp()
)
SELECT (SELECT coalesce(sum(c.clients), 0)
        FROM node_clients c JOIN live l ON l.node_id = c.node_id
        WHERE c.tenant = CAST(:tenant AS text) OR CAST(:every AS boolean)),
       (SELECT count(*)
        FROM (SELECT DISTINCT s.tenant, s.session_id
              FROM node_sessions s JOIN live l ON l.node_id = s.node_id
              WHERE s.tenant = CAST(:same AS text) OR CAST(:all AS boolean)) AS each)
