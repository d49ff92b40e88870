#!/bin/sh
# Installs Variorum with its development tools, then checks and tests it; arguments go to pytest.
set -eu
cd "$(dirname "$0")/.."
sh scripts/install.sh dev
bin=${VENV:-.venv}/bin
"$bin/ruff" check .
"$bin/ruff" format --check .
"$bin/lint-imports"
"$bin/mypy"
if [ "${CI:-}" = true ] && ! "$bin/python" -c 'import ray' 2>/dev/null; then
    echo "Installing Ray, so that reading with it is tested ..." >&2
    "$bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes --only-binary=:all: \
        --requirement constraints/ray.txt || echo "It cannot be installed; going on without." >&2
fi
if [ "${CI:-}" = true ] && command -v npm >/dev/null 2>&1 && [ ! -d web/node_modules ]; then
    echo "Installing what builds the pages ..." >&2
    (cd web && npm ci --ignore-scripts --no-audit --no-fund) >/dev/null 2>&1 || {
        echo "It cannot be installed; going on without." >&2
        rm -rf web/node_modules
    }
fi
exec sh scripts/with_chromium.sh sh scripts/with_postgresql.sh "$bin/python" -m pytest "$@"
