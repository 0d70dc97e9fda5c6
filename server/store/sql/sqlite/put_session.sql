-- SPDX-License-Identifier: Apache-2.0
-- Creates the session with its first message, or moves it on.
INSERT INTO sessions (tenant, session_id, contact_id, last_seq, created_at, changed_at)
VALUES (CAST(:tenant AS TEXT), :session, :contact, :last_seq, CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER), CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER))
ON CONFLICT (tenant, session_id) DO UPDATE
SET contact_id = excluded.contact_id, last_seq = excluded.last_seq, changed_at = excluded.changed_at
