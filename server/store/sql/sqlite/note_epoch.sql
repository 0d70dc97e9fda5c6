-- SPDX-License-Identifier: Apache-2.0
-- The first server to open the store gives it its epoch.
INSERT INTO store (id, epoch) VALUES (1, :epoch) ON CONFLICT DO NOTHING
