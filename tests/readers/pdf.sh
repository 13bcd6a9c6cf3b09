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
