#!/usr/bin/env bash
# Tries the workbench's interface with what its description allows, and what it does not:
# nothing may end in a fault of the program. The program has been built.
set -euo pipefail
cd "$(dirname "$0")/../.."

command -v st >/dev/null || python3 -m pip install --quiet schemathesis
home=$(mktemp -d)
trap 'kill "$served" 2>/dev/null || true; rm -rf "$home"' EXIT
mkdir "$home/months" && cp -r examples/2023-10 "$home/months/"
"${BULLETIN:-target/release/bulletin}" workbench "$home/months" --no-open --port 0 >"$home/told" &
served=$!
until grep -q http "$home/told"; do sleep 0.1; done
url=$(sed -n 's/^工作台：//p' "$home/told")
origin=${url%/open/*}
printf '[parameters]\n"path.month" = "2023-10"\n' >"$home/schemathesis.toml"
# What it remembers goes with the folder.
cd "$home"
st --config-file "$home/schemathesis.toml" run "$origin/openapi.json" \
  --header "Cookie: bulletin-${origin##*:}=${url##*/}" --header "Origin: $origin" \
  --checks not_a_server_error --exclude-path '/m/{month}/show' --exclude-path '/m/{month}/run' \
  --max-examples 40 --seed 12345
