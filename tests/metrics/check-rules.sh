#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# check-rules.sh SOURCE: the alert rules of packaging/prometheus are well-formed, and each alerts when it should and only
# then; rules and dashboard ask for no metric that docs/operations.md does not have.
# Seen red: a metric of another name, a threshold of another size, an alert that nobody tests.
set -euo pipefail
source=$1
command -v promtool >/dev/null || { echo "promtool is missing: apt-get install prometheus"; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
rules=$source/packaging/prometheus/conversa.rules.yml
dashboard=$source/packaging/prometheus/conversa-dashboard.json
cp "$rules" "$source/tests/metrics/rules-test.yml" "$work"
cd "$work"
promtool check rules conversa.rules.yml
promtool test rules rules-test.yml
failed=0
for alert in $(sed -n 's/ *- alert: //p' conversa.rules.yml); do
    [ "$(grep -c "alertname: $alert\b" rules-test.yml)" = 2 ] || { echo "$alert is not tested both ways"; failed=1; }
    grep -q "^| \`$alert\`" "$source/docs/operations.md" || { echo "docs/operations.md does not say what to do about $alert"; failed=1; }
done
node -e 'JSON.parse(require("fs").readFileSync(process.argv[1]))' "$dashboard"
for metric in $(cat "$rules" "$dashboard" | grep -oE '\b(conversa|process)_[a-z_]+' | sed -E 's/_(bucket|sum|count)$//' | sort -u); do
    grep -q "\`$metric\`" "$source/docs/operations.md" || { echo "$metric is not in docs/operations.md"; failed=1; }
done
exit $failed
