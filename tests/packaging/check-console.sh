#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# check-console.sh BUILD: makes the console's package from a finished build, installs it into a folder, opens its window and
# removes it again.
# Seen red: without the icon, with a category that does not exist, with another id in the metainfo than the desktop file's, with a
# program that ends at once.
set -euo pipefail
build=$1
work=$(mktemp -d)
shown=
end() {
    [ -z "$shown" ] || kill "$shown" 2>/dev/null || true
    rm -rf "$work"
}
trap end EXIT
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

cpack --config "$build/CPackConfig.cmake" -B "$work/packages" -D CPACK_COMPONENTS_ALL=console >"$work/cpack.log" 2>&1 ||
    { cat "$work/cpack.log"; exit 1; }
deb=$(echo "$work"/packages/conversa-console_*.deb)
dpkg-deb -f "$deb" >"$work/control"
for library in libqt6core6 libqt6widgets6 libqt6svg6 libqt6dbus6 libqt6keychain1 libqt6websockets6 hicolor-icon-theme; do
    check "depends on $library" holds "^Depends:.*\\b$library" "$work/control"
done
for package in libsecret-1-0 qt6-translations-l10n qt6-wayland; do
    check "recommends $package" holds "^Recommends:.*\\b$package" "$work/control"
done
check "lintian finds no error" lintian --allow-root --fail-on error --tag-display-limit 0 "$deb"

root=$work/root
mkdir -p "$root/var/lib/dpkg/info" "$root/var/lib/dpkg/updates"
touch "$root/var/lib/dpkg/status"
package() { dpkg --root="$root" --log=/dev/null --force-depends --force-not-root "$@"; }
check "is installed" package -i "$deb"
desktop=$root/usr/share/applications/org.conversa.console.desktop
metainfo=$root/usr/share/metainfo/org.conversa.console.metainfo.xml
for path in usr/bin/conversa-console usr/share/icons/hicolor/scalable/apps/conversa-console.svg \
    usr/share/doc/conversa-console/copyright usr/share/doc/conversa-console/changelog.gz; do
    check "holds /$path" test -s "$root/$path"
done
check "its desktop entry is good" desktop-file-validate "$desktop"
check "its metainfo is good" appstreamcli validate --no-net "$metainfo"
check "the desktop entry starts it" holds '^Exec=conversa-console$' "$desktop"
check "the desktop entry has its icon" holds '^Icon=conversa-console$' "$desktop"
check "the metainfo names the desktop entry" holds '>org.conversa.console.desktop<' "$metainfo"
check "says its version" "$root/usr/bin/conversa-console" --version

# A window on a screen of its own, as the person who clicks on the icon gets it.
opens() {
    mkdir -p "$work/home" "$work/run"
    chmod 700 "$work/run"
    local environment=(HOME="$work/home" XDG_CONFIG_HOME="$work/home/.config" XDG_RUNTIME_DIR="$work/run" QT_QPA_PLATFORM=xcb)
    # The program, the one sign that the window is there, and the end of both.
    env -u DBUS_SESSION_BUS_ADDRESS "${environment[@]}" xvfb-run -a sh -c '
        "$1" & console=$!
        timeout 30 xdotool search --sync --onlyvisible --pid $console --name Conversa >/dev/null
        found=$?
        kill $console
        exit $found' sh "$root/usr/bin/conversa-console" &
    shown=$!
    wait "$shown"
}
check "opens a window" opens
check "is removed" package -r conversa-console
check "leaves nothing behind" test -z "$(find "$root/usr" -type f 2>/dev/null)"
exit $failed
