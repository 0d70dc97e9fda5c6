-- SPDX-License-Identifier: Apache-2.0
-- compatible_from: 1
-- Times of messages and keys are Unix milliseconds; changed_at is the database's own clock.
CREATE TABLE schema_migrations (
    version integer PRIMARY KEY,
    name text NOT NULL,
    compatible_from integer NOT NULL,
    applied_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE TABLE store (
    id integer PRIMARY KEY CHECK (id = 1),
    epoch uuid NOT NULL
);
CREATE TABLE sessions (
    tenant text COLLATE "C" NOT NULL,
    session_id uuid NOT NULL,
    contact_id uuid,
    last_seq bigint NOT NULL DEFAULT 0,
    closed_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    changed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (tenant, session_id)
) WITH (fillfactor = 70);
CREATE TABLE messages (
    tenant text COLLATE "C" NOT NULL,
    session_id uuid NOT NULL,
    seq bigint NOT NULL,
    message_id uuid NOT NULL,
    contact_id uuid NOT NULL,
    user_id uuid NOT NULL,
    role text NOT NULL,
    text text NOT NULL,
    reply_to uuid,
    client_message_id text COLLATE "C",
    accepted_at bigint NOT NULL,
    PRIMARY KEY (tenant, session_id, seq)
);
CREATE UNIQUE INDEX messages_by_id ON messages (tenant, session_id, message_id);
CREATE UNIQUE INDEX messages_by_client_id ON messages (tenant, session_id, user_id, client_message_id)
    WHERE client_message_id IS NOT NULL;
CREATE TABLE api_keys (
    key_id uuid PRIMARY KEY,
    sha256 bytea NOT NULL UNIQUE,
    name text NOT NULL,
    tenant text COLLATE "C" NOT NULL,
    role text NOT NULL,
    user_id uuid NOT NULL,
    user_name text NOT NULL,
    contact_id uuid,
    session_ids text NOT NULL,
    created_at bigint NOT NULL,
    expires_at bigint,
    revoked_at bigint
);
