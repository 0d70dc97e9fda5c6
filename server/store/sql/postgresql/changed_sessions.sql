-- SPDX-License-Identifier: Apache-2.0
-- The sessions of these tenants that changed no longer ago than stands beside each, and whether they began since then.
SELECT s.tenant, s.session_id, s.created_at > w.since
FROM (SELECT t.tenant, clock_timestamp() - t.age * INTERVAL '1 ms' AS since
      FROM unnest(CAST(:tenants AS text[]), CAST(:ages AS bigint[])) AS t (tenant, age)) AS w
CROSS JOIN (VALUES (0), (1)) AS c (closed)
JOIN sessions s ON s.tenant = w.tenant COLLATE "C" AND num_nonnulls(s.closed_at) = c.closed
    AND s.active_slot >= date_bin(INTERVAL '10 minutes', w.since, TIMESTAMPTZ '2000-01-01 00:00:00+00')
    AND s.changed_at > w.since
LIMIT :most
