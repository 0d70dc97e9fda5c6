-- SPDX-License-Identifier: Apache-2.0
-- compatible_from: 1
-- When a key was last revoked or shortened, by the database's clock; NULL: never. Servers look for what changed lately.
ALTER TABLE api_keys ADD COLUMN changed_at timestamptz;
CREATE INDEX api_keys_by_change ON api_keys (changed_at) WHERE changed_at IS NOT NULL;
CREATE INDEX api_keys_by_age ON api_keys (created_at);
