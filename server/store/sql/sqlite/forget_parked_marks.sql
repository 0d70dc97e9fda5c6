-- SPDX-License-Identifier: Apache-2.0
DELETE FROM parked_marks WHERE tenant = CAST(:tenant AS TEXT) AND session_id = :session AND external_id = CAST(:external AS TEXT)
