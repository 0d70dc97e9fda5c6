-- SPDX-License-Identifier: Apache-2.0
-- Moves watermarks forward, never past the last message of their session; returns what has moved and the messages it came to.
-- Two servers that move the same one at a time both take the higher. It does not wait for the disk.
WITH settings AS MATERIALIZED (
    SELECT set_config('synchronous_commit', 'off', true)
), wanted AS MATERIALIZED (
    SELECT i.ord, s.tenant, s.session_id, i.user_id, i.role, least(i.delivered, s.last_seq) AS delivered,
           least(i.read, s.last_seq) AS read, coalesce(w.delivered_seq, 0) AS was_delivered, coalesce(w.read_seq, 0) AS was_read
    FROM settings
    CROSS JOIN unnest(CAST(:tenants AS text[]), CAST(:sessions AS uuid[]), CAST(:users AS uuid[]), CAST(:roles AS text[]),
                      CAST(:delivered AS bigint[]), CAST(:read AS bigint[]))
         WITH ORDINALITY
         AS i (tenant, session_id, user_id, role, delivered, read, ord)
    JOIN sessions s ON s.tenant = i.tenant COLLATE "C" AND s.session_id = i.session_id
    LEFT JOIN watermarks w ON w.tenant = s.tenant AND w.session_id = s.session_id AND w.user_id = i.user_id
), moved AS (
    INSERT INTO watermarks AS w (tenant, session_id, user_id, role, delivered_seq, read_seq)
    SELECT n.tenant, n.session_id, n.user_id, n.role, greatest(n.delivered, n.read), n.read
    FROM wanted n
    WHERE greatest(n.delivered, n.read) > n.was_delivered OR n.read > n.was_read
    ORDER BY n.tenant, n.session_id, n.user_id
    ON CONFLICT (tenant, session_id, user_id) DO UPDATE
    SET role = excluded.role, delivered_seq = greatest(w.delivered_seq, excluded.delivered_seq),
        read_seq = greatest(w.read_seq, excluded.read_seq)
)
SELECT n.ord, d.seq, d.message_id, r.seq, r.message_id
FROM wanted n
LEFT JOIN messages d ON d.tenant = n.tenant AND d.session_id = n.session_id AND d.seq = n.delivered
     AND n.delivered > n.was_delivered
LEFT JOIN messages r ON r.tenant = n.tenant AND r.session_id = n.session_id AND r.seq = n.read AND n.read > n.was_read
WHERE n.delivered > n.was_delivered OR n.read > n.was_read
