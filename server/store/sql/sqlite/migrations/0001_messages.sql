-- SPDX-License-Identifier: Apache-2.0
-- compatible_from: 1
-- Ids are 16 bytes, times Unix milliseconds.
CREATE TABLE schema_migrations (
    version INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    compatible_from INTEGER NOT NULL,
    applied_at INTEGER NOT NULL
);
CREATE TABLE store (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    epoch BLOB NOT NULL
);
CREATE TABLE sessions (
    tenant TEXT NOT NULL,
    session_id BLOB NOT NULL,
    contact_id BLOB,
    last_seq INTEGER NOT NULL DEFAULT 0,
    closed_at INTEGER,
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    PRIMARY KEY (tenant, session_id)
) WITHOUT ROWID;
CREATE TABLE messages (
    tenant TEXT NOT NULL,
    session_id BLOB NOT NULL,
    seq INTEGER NOT NULL,
    message_id BLOB NOT NULL,
    contact_id BLOB NOT NULL,
    user_id BLOB NOT NULL,
    role TEXT NOT NULL,
    text TEXT NOT NULL,
    reply_to BLOB,
    client_message_id TEXT,
    accepted_at INTEGER NOT NULL,
    PRIMARY KEY (tenant, session_id, seq)
);
CREATE UNIQUE INDEX messages_by_id ON messages (tenant, session_id, message_id);
CREATE UNIQUE INDEX messages_by_client_id ON messages (tenant, session_id, user_id, client_message_id)
    WHERE client_message_id IS NOT NULL;
CREATE TABLE api_keys (
    key_id BLOB PRIMARY KEY,
    sha256 BLOB NOT NULL UNIQUE,
    name TEXT NOT NULL,
    tenant TEXT NOT NULL,
    role TEXT NOT NULL,
    user_id BLOB NOT NULL,
    user_name TEXT NOT NULL,
    contact_id BLOB,
    session_ids TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER,
    revoked_at INTEGER
) WITHOUT ROWID;
