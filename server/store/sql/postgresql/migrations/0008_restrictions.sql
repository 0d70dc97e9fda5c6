-- SPDX-License-Identifier: Apache-2.0
-- compatible_from: 1
-- What administrators have forbidden: a server of before does not know it, and forbids nothing.
CREATE TABLE restrictions (
    restriction_id uuid PRIMARY KEY,
    kind text NOT NULL,
    tenant text COLLATE "C" NOT NULL,
    user_id uuid,
    session_id uuid,
    network text NOT NULL,
    reason text NOT NULL,
    made_by text NOT NULL,
    created_at bigint NOT NULL,
    ends_at bigint
);
