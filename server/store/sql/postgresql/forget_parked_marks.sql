-- SPDX-License-Identifier: Apache-2.0
DELETE FROM parked_marks WHERE tenant = :tenant AND session_id = :session AND external_id = :external
