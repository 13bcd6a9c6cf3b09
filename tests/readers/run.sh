#!/usr/bin/env bash
# Lets independent readers loose on every Word file in the given folders:
# the Open XML SDK, python-docx and LibreOffice, which also edits and saves each.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)

files=()
for folder in "$@"; do
  while IFS= read -r -d '' file; do files+=("$(realpath "$file")"); done \
    < <(find "$folder" -name '*.docx' -not -name '~$*' -print0 | sort -z)
done
[ "${#files[@]}" -gt 0 ] || { echo "no Word files in: $*" >&2; exit 1; }

# Not `npm ci`: it wants binaries of every platform in the lock, and not all are mirrored.
(cd "$here" && npm install --silent --no-save --no-audit --no-fund)
python3 -c 'import docx' 2>/dev/null || python3 -m pip install --quiet python-docx==1.2.0
office_python=/usr/bin/python3
if ! command -v soffice >/dev/null || ! "$office_python" -c 'import uno' 2>/dev/null; then
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends libreoffice-writer-nogui python3-uno
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
node "$here/validate.mjs" "${files[@]}"
FONTCONFIG_FILE="$here/fonts.conf" "$office_python" "$here/libreoffice.py" "$work" "${files[@]}"
node "$here/validate.mjs" --edited "$work"/*.edited.docx
python3 "$here/compare.py" "$work" "${files[@]}"
