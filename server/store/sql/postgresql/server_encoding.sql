-- SPDX-License-Identifier: Apache-2.0
SHOW server_encoding
