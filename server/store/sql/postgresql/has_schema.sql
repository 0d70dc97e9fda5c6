-- SPDX-License-Identifier: Apache-2.0
-- Not to_regclass: it reads a cache that may not know yet what another server has just committed.
SELECT count(*) > 0 FROM pg_catalog.pg_tables WHERE schemaname = current_schema() AND tablename = 'schema_migrations'
