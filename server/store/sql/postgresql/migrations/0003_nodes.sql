-- SPDX-License-Identifier: Apache-2.0
-- compatible_from: 1
-- Who serves beside this database at the moment. Unlogged: after a crash of the database every server tells it anew.
CREATE UNLOGGED TABLE nodes (
    node_id text COLLATE "C" PRIMARY KEY,
    incarnation uuid NOT NULL,
    version text NOT NULL,
    started_at bigint NOT NULL,
    bus text NOT NULL,
    lease_until timestamptz NOT NULL
);
CREATE UNLOGGED TABLE node_clients (
    node_id text COLLATE "C" NOT NULL,
    tenant text COLLATE "C" NOT NULL,
    clients bigint NOT NULL,
    PRIMARY KEY (node_id, tenant)
);
CREATE UNLOGGED TABLE node_sessions (
    node_id text COLLATE "C" NOT NULL,
    tenant text COLLATE "C" NOT NULL,
    session_id uuid NOT NULL,
    PRIMARY KEY (tenant, session_id, node_id)
);
CREATE INDEX node_sessions_by_node ON node_sessions (node_id);
