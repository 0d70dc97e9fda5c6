-- SPDX-License-Identifier: Apache-2.0
DELETE FROM node_sessions WHERE node_id = CAST(:node AS text)
