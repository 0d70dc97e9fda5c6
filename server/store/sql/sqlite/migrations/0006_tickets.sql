-- SPDX-License-Identifier: Apache-2.0
-- compatible_from: 1
-- One-time tokens, gone when they are used.
CREATE TABLE tickets (
    sha256 BLOB PRIMARY KEY,
    key_id BLOB NOT NULL,
    tenant TEXT NOT NULL,
    role TEXT NOT NULL,
    user_id BLOB NOT NULL,
    user_name TEXT NOT NULL,
    contact_id BLOB,
    session_ids TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER,
    ends_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX tickets_by_end ON tickets (ends_at);
