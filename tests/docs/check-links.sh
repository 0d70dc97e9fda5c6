#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# check-links.sh ROOT: every relative link of the documentation leads to a file, and both languages of a page hold the same
# commands. Seen red: a link to a missing page, and a command changed in one language only.
set -uo pipefail
cd "$1" || exit 1
failed=0
count=0
for page in README*.md docs/*.md docs/adr/*.md; do
    while IFS= read -r link; do
        count=$((count + 1))
        if [ ! -e "$(dirname "$page")/${link%%#*}" ]; then
            echo "$page: no file behind $link"
            failed=1
        fi
    done < <(grep -o '](\([^)]*\))' "$page" | sed 's/^](//; s/)$//' | grep -v '^[a-z]*:')
done

commands() { awk '/^```sh$/ { inside = 1; next } /^```$/ { inside = 0 } inside' "$1"; }
for page in docs/*.pt-BR.md; do
    if ! diff <(commands "$page") <(commands "${page%.pt-BR.md}.md"); then
        echo "$page: other commands than in English"
        failed=1
    fi
done
echo "$count links"
[ "$count" -gt 10 ] && [ "$failed" -eq 0 ]
