-- SPDX-License-Identifier: Apache-2.0
SELECT seq FROM external_ids WHERE tenant = CAST(:tenant AS TEXT) AND session_id = :session AND external_id = CAST(:external AS TEXT)
