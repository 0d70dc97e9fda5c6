-- SPDX-License-Identifier: Apache-2.0
SELECT count(pg_notify('conversa', n.notice)) FROM unnest(CAST(:notices AS text[])) AS n (notice)
