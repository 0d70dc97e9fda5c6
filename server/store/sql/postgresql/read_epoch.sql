-- SPDX-License-Identifier: Apache-2.0
SELECT epoch FROM store
