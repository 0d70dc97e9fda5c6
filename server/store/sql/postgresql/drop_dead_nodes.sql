-- SPDX-License-Identifier: Apache-2.0
-- What nodes left behind that did not say goodbye; kept for ten leases, so that nobody's clock matters.
WITH dead AS (
    DELETE FROM nodes WHERE lease_until < clock_timestamp() - 10 * CAST(:lease AS bigint) * interval '1 ms' RETURNING node_id
), clients AS (
    DELETE FROM node_clients WHERE node_id IN (SELECT d.node_id FROM dead d)
)
DELETE FROM node_sessions WHERE node_id IN (SELECT d.node_id FROM dead d)
