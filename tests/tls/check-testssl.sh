#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# check-testssl.sh: what testssl.sh finds at the server's TLS address, with a certificate of a CA of its own. A finding above
# LOW is a failure.
# Seen red: TLS 1.0, every cipher, renegotiation by the client.
set -euo pipefail
command -v testssl >/dev/null || { echo "testssl is missing: apt-get install testssl.sh"; exit 1; }
work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server"; rm -rf "$work"' EXIT
cd "$work"

new_key=(-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes)
openssl req -x509 -days 90 -subj '/CN=test CA' -keyout ca.key -out ca.pem "${new_key[@]}" 2>/dev/null
# What a public CA puts into its certificates; testssl asks nobody.
openssl req -x509 -days 90 -subj /CN=localhost -CA ca.pem -CAkey ca.key -keyout server.key -out server.pem "${new_key[@]}" \
    -addext subjectAltName=DNS:localhost,IP:127.0.0.1 -addext basicConstraints=critical,CA:FALSE \
    -addext extendedKeyUsage=serverAuth -addext authorityInfoAccess='OCSP;URI:http://127.0.0.1:9/' 2>/dev/null

env -u CONVERSA_BIN -u CONVERSA_SOURCE "${CONVERSA_BIN:?}/conversa-server" --env=development --database.url=memory: \
    --listen=127.0.0.1:0 --tls.listen=127.0.0.1:0 --tls.certificate=server.pem --tls.key=server.key >server.log 2>&1 &
server=$!
for _ in $(seq 200); do
    ! grep -q 'Hub started' server.log || break
    sleep 0.1
done
port=$(sed -n 's/.* listening .*port=\([0-9]*\) tls=yes.*/\1/p' server.log)
[ -n "$port" ] || { cat server.log; exit 1; }

mkdir trusted
cp ca.pem trusted/
CA_BUNDLES_PATH=$work/trusted testssl --quiet --color 0 --warnings off --nodns none --jsonfile found.json --protocols --std --fs \
    --server-preference --server-defaults --headers --vulnerable "127.0.0.1:$port" >testssl.log || true
checks=$(grep -c '"severity"' found.json) || { cat testssl.log; exit 1; }
bad=$(grep -cE '"severity" *: *"(MEDIUM|HIGH|CRITICAL|FATAL)"' found.json || true)
grep -B5 -A2 -E '"severity" *: *"(LOW|MEDIUM|HIGH|CRITICAL|FATAL)"' found.json | grep -E '"(id|severity|finding)"' || true
echo "testssl: $checks findings, $bad above LOW"
[ "$bad" = 0 ] && [ "$checks" -gt 50 ]
