-- SPDX-License-Identifier: Apache-2.0
SELECT count(*) FROM sqlite_master WHERE name = 'schema_migrations'
