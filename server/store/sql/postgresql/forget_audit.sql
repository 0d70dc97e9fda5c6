-- SPDX-License-Identifier: Apache-2.0
DELETE FROM audit_log WHERE at < :before
