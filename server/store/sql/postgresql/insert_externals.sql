-- SPDX-License-Identifier: Apache-2.0
INSERT INTO external_ids (tenant, session_id, external_id, seq)
SELECT i.tenant, i.session_id, i.external_id, i.seq
FROM unnest(CAST(:tenants AS text[]), CAST(:sessions AS uuid[]), CAST(:ids AS text[]), CAST(:seqs AS bigint[]))
     AS i (tenant, session_id, external_id, seq)
