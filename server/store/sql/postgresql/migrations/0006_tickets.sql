-- SPDX-License-Identifier: Apache-2.0
-- compatible_from: 1
-- One-time tokens, gone when they are used. Unlogged: after a crash of the database they are asked for anew.
CREATE UNLOGGED TABLE tickets (
    sha256 bytea PRIMARY KEY,
    key_id uuid NOT NULL,
    tenant text COLLATE "C" NOT NULL,
    role text NOT NULL,
    user_id uuid NOT NULL,
    user_name text NOT NULL,
    contact_id uuid,
    session_ids text NOT NULL,
    created_at bigint NOT NULL,
    expires_at bigint,
    ends_at bigint NOT NULL
);
CREATE INDEX tickets_by_end ON tickets (ends_at);
