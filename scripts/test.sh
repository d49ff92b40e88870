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
exec sh scripts/with_chromium.sh sh scripts/with_postgresql.sh "$bin/python" -m pytest "$@"
