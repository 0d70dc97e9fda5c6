-- SPDX-License-Identifier: Apache-2.0
SELECT to_regclass('schema_migrations') IS NOT NULL
