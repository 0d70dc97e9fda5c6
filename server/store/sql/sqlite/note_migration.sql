-- SPDX-License-Identifier: Apache-2.0
INSERT INTO schema_migrations (version, name, compatible_from, applied_at)
VALUES (:version, :name, :compatible, CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER))
