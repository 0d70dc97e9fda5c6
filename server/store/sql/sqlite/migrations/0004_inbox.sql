-- SPDX-License-Identifier: Apache-2.0
-- compatible_from: 1
ALTER TABLE sessions ADD COLUMN contact_name TEXT;
CREATE INDEX sessions_by_activity ON sessions (tenant, (closed_at IS NOT NULL), changed_at);
-- What other systems call messages they brought in. Beside the messages, of which most have no such name.
CREATE TABLE external_ids (
    tenant TEXT NOT NULL,
    session_id BLOB NOT NULL,
    external_id TEXT NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY (tenant, session_id, external_id)
) WITHOUT ROWID;
-- Marks of messages that have not come yet.
CREATE TABLE parked_marks (
    tenant TEXT NOT NULL,
    session_id BLOB NOT NULL,
    external_id TEXT NOT NULL,
    user_id BLOB NOT NULL,
    role TEXT NOT NULL,
    read INTEGER NOT NULL,
    PRIMARY KEY (tenant, session_id, external_id, user_id, read)
) WITHOUT ROWID;
