-- SPDX-License-Identifier: Apache-2.0
INSERT INTO external_ids (tenant, session_id, external_id, seq)
VALUES (CAST(:tenant AS TEXT), :session, CAST(:external AS TEXT), :seq)
