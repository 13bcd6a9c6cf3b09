#!/usr/bin/env bash
# Lets pikepdf and poppler loose on every PDF in a folder that has its document's dump
# (NAME.json) beside it.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)

command -v pdftotext >/dev/null || {
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends poppler-utils
}
python3 -c 'import pikepdf' 2>/dev/null || python3 -m pip install --quiet pikepdf==10.18.0
python3 "$here/pdf.py" "$1"/*.pdf
# 16 of the 106 rules of PDF/UA-1, those that nobody but it looks at among them. It may not
# share its libraries with the system's.
python3 -m venv "$1/.pdfua"
"$1/.pdfua/bin/pip" install --quiet pdfua==0.1.3
"$1/.pdfua/bin/pdfua" check --min-severity error "$1"/*.pdf >"$1/pdfua.txt" || {
  cat "$1/pdfua.txt" >&2
  exit 1
}
