#!/usr/bin/env bash
# Tries the preview in Debian's chromium; the program has been built.
set -euo pipefail
cd "$(dirname "$0")"

if ! command -v chromium >/dev/null; then
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends chromium
fi
command -v npm >/dev/null || apt-get install -y -qq --no-install-recommends nodejs npm
npm ci --silent --no-audit --no-fund
npm test --silent
