-- SPDX-License-Identifier: Apache-2.0
-- compatible_from: 1
-- Sessions by activity, without an index entry for each message: a session's place in the index is a slot of ten minutes, so that
-- an update within it stays in its page (HOT); within a slot the rows are sorted as they are read.
ALTER TABLE sessions
    ADD COLUMN contact_name text,
    ADD COLUMN active_slot timestamptz NOT NULL
        GENERATED ALWAYS AS (date_bin(INTERVAL '10 minutes', changed_at, TIMESTAMPTZ '2000-01-01 00:00:00+00')) STORED;
CREATE INDEX sessions_by_activity ON sessions (tenant, num_nonnulls(closed_at), active_slot);
-- What other systems call messages they brought in. Beside the messages, of which most have no such name.
CREATE TABLE external_ids (
    tenant text COLLATE "C" NOT NULL,
    session_id uuid NOT NULL,
    external_id text COLLATE "C" NOT NULL,
    seq bigint NOT NULL,
    PRIMARY KEY (tenant, session_id, external_id)
);
-- Marks of messages that have not come yet.
CREATE TABLE parked_marks (
    tenant text COLLATE "C" NOT NULL,
    session_id uuid NOT NULL,
    external_id text COLLATE "C" NOT NULL,
    user_id uuid NOT NULL,
    role text NOT NULL,
    read boolean NOT NULL,
    PRIMARY KEY (tenant, session_id, external_id, user_id, read)
);
