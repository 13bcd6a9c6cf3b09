#!/usr/bin/env bash
# Holds the Word file of each bulletin in the given folders against its PDF.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)

command -v pdfinfo >/dev/null || {
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends poppler-utils
}
python3 -c 'import docx' 2>/dev/null || python3 -m pip install --quiet python-docx==1.2.0
python3 -c 'import pikepdf' 2>/dev/null || python3 -m pip install --quiet pikepdf==10.18.0
python3 "$here/agree.py" "$@"
