-- SPDX-License-Identifier: Apache-2.0
INSERT INTO sessions (tenant, session_id, contact_id, contact_name, last_seq, created_at, changed_at)
VALUES (CAST(:tenant AS TEXT), :session, :contact, nullif(CAST(:name AS TEXT), ''), 0,
        CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER), CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER))
ON CONFLICT DO NOTHING
