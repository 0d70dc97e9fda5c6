-- SPDX-License-Identifier: Apache-2.0
INSERT INTO audit_chains (chain, node, first_seq, link, last_seq, head)
VALUES (:chain, CAST(:node AS TEXT), :first_seq, CAST(:link AS TEXT), :last_seq, CAST(:head AS TEXT))
ON CONFLICT (chain) DO UPDATE SET last_seq = excluded.last_seq, head = excluded.head
WHERE audit_chains.last_seq < excluded.last_seq
