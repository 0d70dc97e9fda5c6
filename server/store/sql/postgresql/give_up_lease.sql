-- SPDX-License-Identifier: Apache-2.0
DELETE FROM nodes WHERE node_id = CAST(:node AS text) AND incarnation = CAST(:incarnation AS uuid)
