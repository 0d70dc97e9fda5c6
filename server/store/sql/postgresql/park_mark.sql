-- SPDX-License-Identifier: Apache-2.0
INSERT INTO parked_marks (tenant, session_id, external_id, user_id, role, read)
VALUES (:tenant, :session, :external, :user, :role, :read)
ON CONFLICT DO NOTHING
