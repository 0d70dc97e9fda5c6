-- SPDX-License-Identifier: Apache-2.0
-- Waits for whoever is appending to it.
SELECT 1 FROM sessions WHERE tenant = :tenant AND session_id = :session FOR UPDATE
