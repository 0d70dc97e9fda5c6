-- SPDX-License-Identifier: Apache-2.0
-- compatible_from: 1
-- Who did what. Rows are only ever added, each with a hash over itself and the row before it in its chain.
CREATE TABLE audit_log (
    chain BLOB NOT NULL,
    seq INTEGER NOT NULL,
    at INTEGER NOT NULL,
    action TEXT NOT NULL,
    result TEXT NOT NULL,
    tenant TEXT NOT NULL,
    key_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    role TEXT NOT NULL,
    address TEXT NOT NULL,
    target TEXT NOT NULL,
    request_id TEXT NOT NULL,
    detail TEXT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (chain, seq)
) WITHOUT ROWID;
CREATE INDEX audit_log_by_time ON audit_log (at, chain, seq);
-- A chain is a run of a server: how far it goes, and from where on its rows are kept.
CREATE TABLE audit_chains (
    chain BLOB PRIMARY KEY,
    node TEXT NOT NULL,
    first_seq INTEGER NOT NULL,
    link TEXT NOT NULL,
    last_seq INTEGER NOT NULL,
    head TEXT NOT NULL
) WITHOUT ROWID;
