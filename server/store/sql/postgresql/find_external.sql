-- SPDX-License-Identifier: Apache-2.0
SELECT seq FROM external_ids WHERE tenant = :tenant AND session_id = :session AND external_id = :external
