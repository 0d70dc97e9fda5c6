-- SPDX-License-Identifier: Apache-2.0
-- Of a tenant, or of any for "*".
DELETE FROM restrictions
WHERE restriction_id = :restriction AND (CAST(:any AS text) = '*' OR tenant = :tenant)
