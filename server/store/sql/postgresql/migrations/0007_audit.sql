-- SPDX-License-Identifier: Apache-2.0
-- compatible_from: 1
-- Who did what. Rows are only ever added, each with a hash over itself and the row before it in its chain.
CREATE TABLE audit_log (
    chain uuid NOT NULL,
    seq bigint NOT NULL,
    at bigint NOT NULL,
    action text COLLATE "C" NOT NULL,
    result text NOT NULL,
    tenant text COLLATE "C" NOT NULL,
    key_id text COLLATE "C" NOT NULL,
    user_id text COLLATE "C" NOT NULL,
    role text NOT NULL,
    address text NOT NULL,
    target text NOT NULL,
    request_id text NOT NULL,
    detail text NOT NULL,
    hash text NOT NULL,
    PRIMARY KEY (chain, seq)
);
CREATE INDEX audit_log_by_time ON audit_log (at, chain, seq);
-- A chain is a run of a server: how far it goes, and from where on its rows are kept.
CREATE TABLE audit_chains (
    chain uuid PRIMARY KEY,
    node text NOT NULL,
    first_seq bigint NOT NULL,
    link text NOT NULL,
    last_seq bigint NOT NULL,
    head text NOT NULL
);
