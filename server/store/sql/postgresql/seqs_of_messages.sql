-- SPDX-License-Identifier: Apache-2.0
SELECT i.ord, m.seq
FROM unnest(CAST(:tenants AS text[]), CAST(:sessions AS uuid[]), CAST(:ids AS uuid[])) WITH ORDINALITY
     AS i (tenant, session_id, message_id, ord)
JOIN messages m ON m.tenant = i.tenant COLLATE "C" AND m.session_id = i.session_id AND m.message_id = i.message_id
