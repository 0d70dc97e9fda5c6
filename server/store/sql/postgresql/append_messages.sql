-- SPDX-License-Identifier: Apache-2.0
-- The sessions are locked, last_seqs is what they stood at. Finds repeats, numbers and inserts the rows that are new and acceptable, moves the sessions on.
-- Rows that come back neither as repeats nor as stored were not acceptable or reply to an unknown message.
WITH incoming AS MATERIALIZED (
    SELECT i.ord, i.tenant COLLATE "C" AS tenant, i.session_id, i.message_id, i.contact_id, i.user_id, i.role, i.text,
           i.reply_to, i.client_message_id COLLATE "C" AS client_message_id, i.accepted_at, i.acceptable, i.last_seq
    FROM unnest(CAST(:tenants AS text[]), CAST(:sessions AS uuid[]), CAST(:ids AS uuid[]), CAST(:contacts AS uuid[]),
                CAST(:users AS uuid[]), CAST(:roles AS text[]), CAST(:texts AS text[]), CAST(:replies AS uuid[]),
                CAST(:client_ids AS text[]), CAST(:times AS bigint[]), CAST(:acceptable AS boolean[]),
                CAST(:last_seqs AS bigint[]))
         WITH ORDINALITY
         AS i (tenant, session_id, message_id, contact_id, user_id, role, text, reply_to, client_message_id, accepted_at,
               acceptable, last_seq, ord)
), repeated AS MATERIALIZED (
    SELECT i.ord, m.message_id, m.seq, m.contact_id, m.user_id, m.role, m.text, m.reply_to, m.client_message_id, m.accepted_at
    FROM incoming i
    JOIN messages m ON m.tenant = i.tenant AND m.session_id = i.session_id AND m.user_id = i.user_id
         AND m.client_message_id = i.client_message_id
    WHERE m.client_message_id IS NOT NULL
), fresh AS MATERIALIZED (
    SELECT i.*, i.last_seq + row_number() OVER (PARTITION BY i.tenant, i.session_id ORDER BY i.ord) AS seq
    FROM incoming i
    WHERE i.acceptable
      AND i.ord NOT IN (SELECT r.ord FROM repeated r)
      AND (i.reply_to IS NULL
           OR EXISTS (SELECT FROM messages m
                      WHERE m.tenant = i.tenant AND m.session_id = i.session_id AND m.message_id = i.reply_to))
), moved AS (
    UPDATE sessions s
    SET last_seq = n.seq, contact_id = coalesce(s.contact_id, n.contact_id), changed_at = clock_timestamp()
    FROM (SELECT f.tenant, f.session_id, max(f.seq) AS seq, (array_agg(f.contact_id))[1] AS contact_id
          FROM fresh f
          GROUP BY f.tenant, f.session_id) n
    WHERE s.tenant = n.tenant AND s.session_id = n.session_id
), stored AS (
    INSERT INTO messages (tenant, session_id, seq, message_id, contact_id, user_id, role, text, reply_to, client_message_id,
                          accepted_at)
    SELECT f.tenant, f.session_id, f.seq, f.message_id, f.contact_id, f.user_id, f.role, f.text, f.reply_to,
           f.client_message_id, f.accepted_at
    FROM fresh f
)
SELECT f.ord, false AS repeated, NULL::uuid AS message_id, f.seq, NULL::uuid AS contact_id, NULL::uuid AS user_id,
       NULL AS role, NULL::bytea AS text, NULL::uuid AS reply_to, NULL::bytea AS client_message_id, NULL::bigint AS accepted_at
FROM fresh f
UNION ALL
SELECT r.ord, true, r.message_id, r.seq, r.contact_id, r.user_id, r.role, convert_to(r.text, 'UTF8'), r.reply_to,
       convert_to(r.client_message_id, 'UTF8'), r.accepted_at
FROM repeated r
