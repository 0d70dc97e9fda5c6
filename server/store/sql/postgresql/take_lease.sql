-- SPDX-License-Identifier: Apache-2.0
-- A row comes back when the id was free: never used, its lease over, or its holder this very incarnation.
INSERT INTO nodes (node_id, incarnation, version, started_at, bus, lease_until)
VALUES (CAST(:node AS text), CAST(:incarnation AS uuid), CAST(:version AS text), CAST(:started AS bigint), CAST(:bus AS text),
        clock_timestamp() + CAST(:lease AS bigint) * interval '1 ms')
ON CONFLICT (node_id) DO UPDATE
SET incarnation = excluded.incarnation, version = excluded.version, started_at = excluded.started_at, bus = excluded.bus,
    lease_until = excluded.lease_until
WHERE nodes.lease_until < clock_timestamp() OR nodes.incarnation = excluded.incarnation
RETURNING 1
