-- SPDX-License-Identifier: Apache-2.0
INSERT INTO restrictions (restriction_id, kind, tenant, user_id, session_id, network, reason, made_by, created_at, ends_at)
SELECT CAST(:restriction AS uuid), CAST(:kind AS text), CAST(:tenant AS text), CAST(:user AS uuid), CAST(:session AS uuid), CAST(:network AS text), CAST(:reason AS text), CAST(:made_by AS text), CAST(:created AS bigint), CAST(:ends AS bigint)
WHERE (SELECT count(*) FROM restrictions) < :most
