-- SPDX-License-Identifier: Apache-2.0
-- No row: the lease is over, and others may have been told so.
UPDATE nodes
SET bus = CAST(:bus AS text), lease_until = clock_timestamp() + CAST(:lease AS bigint) * interval '1 ms'
WHERE node_id = CAST(:node AS text) AND incarnation = CAST(:incarnation AS uuid) AND lease_until >= clock_timestamp()
RETURNING 1
