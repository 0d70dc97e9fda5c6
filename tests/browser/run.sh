#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# run.sh FILE: runs a test with Node.js, or says how to get it.
command -v node >/dev/null || { echo 'FAIL Node.js is missing: apt-get install nodejs npm'; exit 1; }
exec node "$1"
