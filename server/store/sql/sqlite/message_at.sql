-- SPDX-License-Identifier: Apache-2.0
SELECT message_id FROM messages WHERE tenant = CAST(:tenant AS TEXT) AND session_id = :session AND seq = :seq
