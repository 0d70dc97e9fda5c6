-- SPDX-License-Identifier: Apache-2.0
DELETE FROM restrictions WHERE ends_at <= :now
