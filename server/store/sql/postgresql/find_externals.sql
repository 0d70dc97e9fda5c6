-- SPDX-License-Identifier: Apache-2.0
-- The messages that bear these external ids already.
SELECT i.ord, m.message_id, m.seq, m.contact_id, m.user_id, m.role, convert_to(m.text, 'UTF8'), m.reply_to,
       convert_to(m.client_message_id, 'UTF8'), m.accepted_at
FROM unnest(CAST(:tenants AS text[]), CAST(:sessions AS uuid[]), CAST(:ids AS text[])) WITH ORDINALITY
     AS i (tenant, session_id, external_id, ord)
JOIN external_ids e ON e.tenant = i.tenant COLLATE "C" AND e.session_id = i.session_id AND e.external_id = i.external_id COLLATE "C"
JOIN messages m ON m.tenant = e.tenant AND m.session_id = e.session_id AND m.seq = e.seq
