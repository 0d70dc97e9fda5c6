-- SPDX-License-Identifier: Apache-2.0
SELECT restriction_id, kind, tenant, user_id, session_id, network, reason, made_by, created_at, ends_at
FROM restrictions
ORDER BY created_at, restriction_id
