#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# check-server.sh BUILD: makes the packages from a finished build and looks at what an installation gets.
# Seen red: without the conffile, with a unit as root and without its sandbox, with a library missing in Depends, with an
# unknown key in the configuration.
set -euo pipefail
build=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0
check() { # check TEXT COMMAND...
    local text=$1
    shift
    if "$@" >"$work/output" 2>&1; then
        printf 'ok   %s\n' "$text"
    else
        printf 'FAIL %s\n' "$text"
        cat "$work/output"
        failed=1
    fi
}
holds() { grep -qE "$1" "$2"; } # holds PATTERN FILE

cpack --config "$build/CPackConfig.cmake" -B "$work/packages" >"$work/cpack.log" 2>&1 || { cat "$work/cpack.log"; exit 1; }
deb=$(echo "$work"/packages/conversa-server_*.deb)
tree=$work/tree
dpkg-deb -x "$deb" "$tree"
dpkg-deb -e "$deb" "$work/control"
dpkg-deb -c "$deb" >"$work/list"

for path in usr/bin/conversa-server usr/lib/systemd/system/conversa-server.service usr/lib/sysusers.d/conversa-server.conf \
    etc/conversa/server.toml usr/share/doc/conversa-server/copyright usr/share/conversa-server/conversa.rules.yml \
    usr/share/conversa-server/conversa-dashboard.json; do
    check "holds /$path" test -f "$tree/$path"
done
check "nothing but root owns a file" test -z "$(awk '$2 != "root/root"' "$work/list")"
check "the configuration is a conffile" holds '^/etc/conversa/server.toml$' "$work/control/conffiles"
for library in libqt6core6 libqt6websockets6 libqt6sql6-psql libqt6sql6-sqlite libpq5 libssl3 libprometheus-cpp-core libsystemd0; do
    check "depends on $library" holds "^Depends:.*\\b$library" "$work/control/control"
done
for script in postinst prerm postrm; do
    check "$script is shell" sh -n "$work/control/$script"
done

unit=$tree/usr/lib/systemd/system/conversa-server.service
check "tells systemd when it is ready" holds '^Type=notify$' "$unit"
check "has a user of its own" holds '^User=conversa$' "$unit"
check "is reloaded by SIGHUP" holds '^ExecReload=/bin/kill -HUP \$MAINPID$' "$unit"
check "may open many sockets" holds '^LimitNOFILE=1048576$' "$unit"
check "runs as installed" "$tree/usr/bin/conversa-server" --version
sed "s|sqlite:///var/lib/conversa|sqlite://$work|" "$tree/etc/conversa/server.toml" >"$work/server.toml"
check "its configuration is good" "$tree/usr/bin/conversa-server" --config "$work/server.toml" --check-config
if command -v systemd-analyze >/dev/null; then
    # The program and the configuration of the unit are not installed on this machine: verified with a path that exists.
    sed 's|^ExecStart=.*|ExecStart=/bin/true|; /^Documentation=/d' "$unit" >"$work/conversa-server.service"
    check "systemd understands the unit" systemd-analyze verify --man=no "$work/conversa-server.service"
    check "its exposure is 1.5 at most" systemd-analyze security --offline=true --no-pager --threshold=15 \
        "$work/conversa-server.service"
fi
check "lintian finds no error" lintian --allow-root --fail-on error --tag-display-limit 0 "$deb"

deb=$(echo "$work"/packages/conversactl_*.deb)
tree=$work/ctl
dpkg-deb -x "$deb" "$tree"
dpkg-deb -f "$deb" >"$work/ctl.control"
for path in usr/bin/conversactl usr/share/bash-completion/completions/conversactl usr/share/zsh/vendor-completions/_conversactl \
    usr/share/fish/vendor_completions.d/conversactl.fish usr/share/doc/conversactl/copyright; do
    check "conversactl: holds /$path" test -s "$tree/$path"
done
for library in libqt6core6 libqt6network6 libqt6websockets6 libqt6sql6-sqlite; do
    check "conversactl: depends on $library" holds "^Depends:.*\\b$library" "$work/ctl.control"
done
check "conversactl: runs as installed" "$tree/usr/bin/conversactl" --version
"$tree/usr/bin/conversactl" completion bash >"$work/completion"
check "conversactl: completes its own commands" cmp "$work/completion" "$tree/usr/share/bash-completion/completions/conversactl"
check "conversactl: lintian finds no error" lintian --allow-root --fail-on error --tag-display-limit 0 "$deb"
exit $failed
