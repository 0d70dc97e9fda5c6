-- SPDX-License-Identifier: Apache-2.0
-- Closes the sessions nobody wrote in for so long, tenant by tenant through the index. One server at a time does it: the others
-- find the lock taken and close nothing. What somebody is writing in is left out, and never waited for.
WITH RECURSIVE tenants AS (
    (SELECT s.tenant FROM sessions s WHERE (SELECT pg_try_advisory_xact_lock(7163384630514)) ORDER BY s.tenant LIMIT 1)
    UNION ALL
    SELECT (SELECT s.tenant FROM sessions s WHERE s.tenant > t.tenant ORDER BY s.tenant LIMIT 1)
    FROM tenants t
    WHERE t.tenant IS NOT NULL
), since AS MATERIALIZED (
    SELECT clock_timestamp() - CAST(:idle AS bigint) * INTERVAL '1 ms' AS at
), idle AS MATERIALIZED (
    SELECT i.place
    FROM since
    CROSS JOIN tenants t
    CROSS JOIN LATERAL (
        SELECT s.ctid AS place
        FROM sessions s
        WHERE s.tenant = t.tenant AND num_nonnulls(s.closed_at) = 0 AND s.active_slot <= since.at AND s.changed_at <= since.at
        ORDER BY s.active_slot
        LIMIT 1000
        FOR UPDATE SKIP LOCKED
    ) AS i
    LIMIT CAST(:most AS integer)
)
UPDATE sessions s
SET closed_at = clock_timestamp(), changed_at = greatest(s.changed_at + INTERVAL '1 microsecond', clock_timestamp())
WHERE s.ctid = ANY (ARRAY(SELECT i.place FROM idle i))
RETURNING s.tenant, s.session_id, CAST(extract(epoch FROM s.changed_at) * 1000000 AS bigint)
