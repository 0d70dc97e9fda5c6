-- SPDX-License-Identifier: Apache-2.0
DELETE FROM tickets WHERE ends_at < :now
