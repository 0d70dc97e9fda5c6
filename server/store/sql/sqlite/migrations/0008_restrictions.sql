-- SPDX-License-Identifier: Apache-2.0
-- compatible_from: 1
-- What administrators have forbidden: a server of before does not know it, and forbids nothing.
CREATE TABLE restrictions (
    restriction_id BLOB PRIMARY KEY,
    kind TEXT NOT NULL,
    tenant TEXT NOT NULL,
    user_id BLOB,
    session_id BLOB,
    network TEXT NOT NULL,
    reason TEXT NOT NULL,
    made_by TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    ends_at INTEGER
) WITHOUT ROWID;
