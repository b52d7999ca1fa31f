#!/bin/sh
# Builds the web pages into dist/, only when their inputs changed, and with the argument `test`
# runs their unit tests. Called by Maven (generate-resources and test).
set -eu
cd "$(dirname "$0")"

fail() { echo "web: $*" >&2; exit 1; }
# Silent when all is well: the output of a step is only shown when it failed.
quiet() {
  log=$(mktemp)
  if "$@" >"$log" 2>&1; then rm -f "$log"; return; fi
  cat "$log" >&2
  rm -f "$log"
  fail "$* failed, see above"
}

need="Node.js 20.19+ or 22.12+ with npm is needed to build the web pages"
if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
  fail "$need and was not found on PATH (Debian, Ubuntu: apt-get install nodejs npm)"
fi
node -e 'const [a, b] = process.versions.node.split(".").map(Number);
  process.exit(a > 22 || (a === 20 && b >= 19) || (a === 22 && b >= 12) ? 0 : 1)' ||
  fail "$need, found $(node -v)"

lock=$(cat package.json package-lock.json | sha256sum | cut -d' ' -f1)
if [ "$(cat node_modules/.parley-lock 2>/dev/null || true)" != "$lock" ]; then
  quiet npm ci --no-audit --no-fund --prefer-offline
  echo "$lock" >node_modules/.parley-lock
fi

if [ "${1:-build}" = test ]; then
  quiet npm run --silent test
  exit 0
fi

now=$(find src public index.html console.html start.html ./*.json vite.config.ts build.sh -type f |
  LC_ALL=C sort | xargs sha256sum | sha256sum | cut -d' ' -f1)
if [ ! -f dist/widget.js ] || [ "$(cat node_modules/.parley-built 2>/dev/null || true)" != "$now" ]; then
  quiet npm run --silent build
  echo "$now" >node_modules/.parley-built
fi
