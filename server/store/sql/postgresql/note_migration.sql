-- SPDX-License-Identifier: Apache-2.0
INSERT INTO schema_migrations (version, name, compatible_from) VALUES (:version, :name, :compatible)
