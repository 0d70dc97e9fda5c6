-- SPDX-License-Identifier: Apache-2.0
-- compatible_from: 1
-- How far each user has got in a session: all messages up to these were delivered to it, or read by it.
CREATE TABLE watermarks (
    tenant TEXT NOT NULL,
    session_id BLOB NOT NULL,
    user_id BLOB NOT NULL,
    role TEXT NOT NULL,
    delivered_seq INTEGER NOT NULL,
    read_seq INTEGER NOT NULL,
    PRIMARY KEY (tenant, session_id, user_id)
) WITHOUT ROWID;
