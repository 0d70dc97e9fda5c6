-- SPDX-License-Identifier: Apache-2.0
-- Held to the end of the transaction, so that one server migrates and the others wait for it.
BEGIN;
SET LOCAL statement_timeout = 0;
SELECT pg_advisory_xact_lock(7163384630513);
