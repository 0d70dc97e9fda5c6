-- SPDX-License-Identifier: Apache-2.0
-- Ends the backend of a connection that was broken off, and waits until its transaction is over either way.
SELECT coalesce(bool_and(pg_terminate_backend(pid, 2000)), true)
FROM pg_stat_activity
WHERE pid = CAST(:pid AS integer) AND backend_start = CAST(:started AS timestamptz)
