-- SPDX-License-Identifier: Apache-2.0
SELECT seq FROM messages WHERE tenant = CAST(:tenant AS TEXT) AND session_id = :session AND message_id = :message
