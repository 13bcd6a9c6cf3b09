#!/usr/bin/env bash
# Runs the programs that .ci/dist has made: the one of this machine as it is, that of Windows
# in wine, that of aarch64 in qemu. All have to do the same work and write the same bytes.
# With names (linux-aarch64, windows-x86_64) only those beside this machine's.
set -euo pipefail
cd "$(dirname "$0")/../.."
export PATH=$PATH:/usr/lib/wine LC_ALL=C.UTF-8 WINEDEBUG=-all DEBIAN_FRONTEND=noninteractive
names=("$@")
[ $# -gt 0 ] || names=(linux-aarch64 windows-x86_64)

need() { dpkg -s "$@" >/dev/null 2>&1 || { apt-get update -qq; apt-get install -y -qq --no-install-recommends "$@" >/dev/null; }; }
need curl unzip qemu-user
case " ${names[*]} " in *windows*) need wine64 gcc-mingw-w64-x86-64-posix ;; esac
case " ${names[*]} " in *aarch64*) need libc6:arm64 ;; esac

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export WINEPREFIX=$work/wine

failed=0 passed=0
fail() { echo "FAILED: $*"; failed=$((failed + 1)); }
pass() { passed=$((passed + 1)); }

# The program of a system as its user unpacks it; the archives lie in target/dist.
unpack() {
  mkdir -p "$work/$1"
  case $1 in
    windows*) unzip -q target/dist/bulletin-*-"$1".zip -d "$work/$1" ;;
    *) tar xzf target/dist/bulletin-*-"$1".tar.gz -C "$work/$1" ;;
  esac
  mv "$work/$1"/bulletin-* "$work/$1/program"
}

# How it is started here.
start() {
  case $1 in
    windows*) echo "wine64 $work/$1/program/bulletin.exe" ;;
    linux-aarch64) echo "qemu-aarch64 $work/$1/program/bulletin" ;;
    *) echo "$work/$1/program/bulletin" ;;
  esac
}

# A path as the program's system writes it.
native() { case $1 in windows*) wine64 winepath -w "$2" 2>/dev/null | tr -d "\r" | tr "\\\\" / ;; *) echo "$2" ;; esac; }

# Everything that a month takes, in a folder with a blank and hanzi in its name.
exercise() {
  local name=$1 run home="$work/$1/密云 通报"
  run=$(start "$name")
  mkdir -p "$home"
  cp -r "$work/$name/program/examples/." "$home"
  cd "$home"
  # An absolute path into the folder is one that people paste.
  sed -i "s|file: data/受理明细.csv|file: '$(native "$name" "$home/2023-10/data/受理明细.csv")'|" 2023-10/bulletin.yaml
  step() {
    local wanted=$1 said=$2 code=0
    shift 2
    $run "$@" >"$said.out" 2>"$said.err" </dev/null || code=$?
    sed -i 's/\r$//; s|\\|/|g' "$said.out" "$said.err"
    if [ "$code" = "$wanted" ]; then pass; else fail "$name: $* ended with $code"; cat "$said.err"; fi
  }
  step 0 check check 2023-09
  step 0 build build 2023-09 --final
  step 0 each build 2023-09 --each 檀营地区,教委
  step 0 draft build 2023-10 --draft --comments
  step 0 elsewhere build 2023-09 --to "送审 稿" --format pdf
  step 0 new new 2023-11 --from 2023-10
  step 0 audit audit 2023-09/out/各单位
  step 0 figures figures 2023-09
  step 0 explain explain 2023-09 97.08
  step 0 sql sql 2023-09 --dialect duckdb
  step 0 manual manual --to 手册.html
  step 0 licenses licenses
  step 1 missing build 2023-11
  step 3 nowhere check 没有
  # The workbench answers on this machine and ends.
  $run workbench . --no-open --port 8417 >workbench.said 2>/dev/null </dev/null &
  local served=$! answer=""
  for _ in $(seq 60); do
    url=$(grep -o 'http://[^[:space:]]*' workbench.said || true)
    [ -n "$url" ] && answer=$(curl -sL -c cookies -b cookies -o page.html -w '%{http_code}' "$url" || true)
    [ "$answer" = 200 ] && break
    sleep 1
  done
  if [ "$answer" = 200 ]; then pass; else fail "$name: the workbench answered “$answer”"; fi
  kill "$served" 2>/dev/null || true
  case $name in windows*) wineserver -k || true ;; esac
  wait "$served" 2>/dev/null || true
  rm -f cookies page.html workbench.said
  # What names the program's own system, and what stands there for a run alone.
  rm -rf 2023-*/out/.bulletin 2023-*/out/各单位/.bulletin "送审 稿/.bulletin"
  sed -i "s|$(native "$name" "$home")|<home>|g" 2023-10/bulletin.yaml 2023-11/bulletin.yaml ./*.out ./*.err
  cd - >/dev/null
}

unpack linux-x86_64
exercise linux-x86_64
for name in "${names[@]}"; do
  unpack "$name"
  case $name in
    windows*) x86_64-w64-mingw32-gcc -shared -o "$work/$name/program/bcryptprimitives.dll" tests/dist/shim.c -ladvapi32 ;;
  esac
  exercise "$name"
  if diff -rq "$work/linux-x86_64/密云 通报" "$work/$name/密云 通报"; then pass; else fail "$name: other bytes than on linux-x86_64"; fi
done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
