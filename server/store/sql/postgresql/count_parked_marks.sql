-- SPDX-License-Identifier: Apache-2.0
SELECT count(*) FROM parked_marks WHERE tenant = :tenant AND session_id = :session
