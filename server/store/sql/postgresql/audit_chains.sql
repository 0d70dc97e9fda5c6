-- SPDX-License-Identifier: Apache-2.0
SELECT chain, node, first_seq, link, last_seq, head FROM audit_chains ORDER BY chain
