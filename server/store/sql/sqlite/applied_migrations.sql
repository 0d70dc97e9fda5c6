-- SPDX-License-Identifier: Apache-2.0
SELECT version, name, compatible_from FROM schema_migrations
