-- SPDX-License-Identifier: Apache-2.0
INSERT INTO parked_marks (tenant, session_id, external_id, user_id, role, read)
VALUES (CAST(:tenant AS TEXT), :session, CAST(:external AS TEXT), :user, CAST(:role AS TEXT), :read)
ON CONFLICT DO NOTHING
