-- SPDX-License-Identifier: Apache-2.0
-- What is to be forgotten is left out of the chains' records; the times of a chain only grow.
UPDATE audit_chains AS c SET first_seq = g.seq + 1, link = g.hash
FROM (SELECT chain, max(seq) AS seq, hash FROM audit_log WHERE at < :before GROUP BY chain) g
WHERE c.chain = g.chain
