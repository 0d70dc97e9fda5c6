-- SPDX-License-Identifier: Apache-2.0
-- compatible_from: 1
-- How far each user has got in a session: all messages up to these were delivered to it, or read by it.
CREATE TABLE watermarks (
    tenant text COLLATE "C" NOT NULL,
    session_id uuid NOT NULL,
    user_id uuid NOT NULL,
    role text NOT NULL,
    delivered_seq bigint NOT NULL,
    read_seq bigint NOT NULL,
    PRIMARY KEY (tenant, session_id, user_id)
) WITH (fillfactor = 70);
