-- SPDX-License-Identifier: Apache-2.0
SELECT restriction_id, kind, CAST(tenant AS BLOB), user_id, session_id, network, CAST(reason AS BLOB), CAST(made_by AS BLOB), created_at, ends_at
FROM restrictions
ORDER BY created_at, restriction_id
