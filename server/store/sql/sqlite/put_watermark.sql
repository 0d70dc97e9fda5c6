-- SPDX-License-Identifier: Apache-2.0
INSERT INTO watermarks (tenant, session_id, user_id, role, delivered_seq, read_seq)
VALUES (CAST(:tenant AS TEXT), :session, :user, CAST(:role AS TEXT), :delivered, :read)
ON CONFLICT (tenant, session_id, user_id) DO UPDATE
SET role = excluded.role, delivered_seq = excluded.delivered_seq, read_seq = excluded.read_seq
