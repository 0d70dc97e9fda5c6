-- SPDX-License-Identifier: Apache-2.0
-- What an inbox tells of sessions beside the sessions themselves: the last message, since when the contact waits for an answer,
-- which of the latest hundred messages are the contact's, and how far each of these users has read. Bounded for each session,
-- whatever is in it: an answer is looked for in the latest thousand messages.
SELECT k.ord, m.message_id, m.seq, m.contact_id, m.user_id, m.role, convert_to(left(m.text, 201), 'UTF8'), m.reply_to,
       convert_to(m.client_message_id, 'UTF8'), m.accepted_at, w.accepted_at, c.seqs, r.marks
FROM unnest(CAST(:tenants AS text[]), CAST(:sessions AS uuid[]), CAST(:last_seqs AS bigint[])) WITH ORDINALITY
     AS k (tenant, session_id, last_seq, ord)
LEFT JOIN messages m ON m.tenant = k.tenant COLLATE "C" AND m.session_id = k.session_id AND m.seq = k.last_seq
LEFT JOIN LATERAL (
    SELECT b.seq
    FROM messages b
    WHERE b.tenant = m.tenant AND b.session_id = m.session_id AND b.seq BETWEEN m.seq - 999 AND m.seq AND b.role <> 'contact'
    ORDER BY b.seq DESC
    LIMIT 1
) AS a ON m.role = 'contact'
LEFT JOIN messages w ON w.tenant = m.tenant AND w.session_id = m.session_id AND m.role = 'contact'
     AND w.seq = coalesce(a.seq, greatest(m.seq - 1000, 0)) + 1
CROSS JOIN LATERAL (
    SELECT string_agg(CAST(u.seq AS text), ',' ORDER BY u.seq) AS seqs
    FROM messages u
    WHERE u.tenant = m.tenant AND u.session_id = m.session_id AND u.seq BETWEEN m.seq - 99 AND m.seq AND u.role = 'contact'
) AS c
CROSS JOIN LATERAL (
    SELECT string_agg(CAST(v.user_id AS text) || ':' || CAST(v.read_seq AS text), ',') AS marks
    FROM watermarks v
    WHERE v.tenant = m.tenant AND v.session_id = m.session_id AND v.user_id = ANY (CAST(:users AS uuid[]))
) AS r
ORDER BY k.ord
