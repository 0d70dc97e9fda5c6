-- SPDX-License-Identifier: Apache-2.0
-- The open or the closed sessions of a tenant behind a place, the latest changed first. Times in microseconds of Unix time.
SELECT s.session_id, s.contact_id, convert_to(s.contact_name, 'UTF8'), s.last_seq, s.closed_at IS NOT NULL,
       CAST(extract(epoch FROM s.created_at) * 1000000 AS bigint), CAST(extract(epoch FROM s.changed_at) * 1000000 AS bigint)
FROM sessions s
WHERE s.tenant = :tenant AND num_nonnulls(s.closed_at) = CAST(:closed AS integer)
  AND s.active_slot <= date_bin(INTERVAL '10 minutes', to_timestamp(0) + CAST(:slot AS bigint) * INTERVAL '1 microsecond',
                                TIMESTAMPTZ '2000-01-01 00:00:00+00')
  AND (s.changed_at, s.session_id) < (to_timestamp(0) + CAST(:changed AS bigint) * INTERVAL '1 microsecond', CAST(:session AS uuid))
ORDER BY s.active_slot DESC, s.changed_at DESC, s.session_id DESC
LIMIT :limit
