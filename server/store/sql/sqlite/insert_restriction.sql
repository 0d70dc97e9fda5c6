-- SPDX-License-Identifier: Apache-2.0
INSERT INTO restrictions (restriction_id, kind, tenant, user_id, session_id, network, reason, made_by, created_at, ends_at)
SELECT :restriction, CAST(:kind AS TEXT), CAST(:tenant AS TEXT), :user, :session, CAST(:network AS TEXT), CAST(:reason AS TEXT), CAST(:made_by AS TEXT), :created, :ends
WHERE (SELECT count(*) FROM restrictions) < :most
