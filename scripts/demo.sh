#!/bin/sh
# Installs Variorum and reads the bundled sample reports; arguments go to `variorum read`.
set -eu
cd "$(dirname "$0")/.."
sh scripts/install.sh run
[ $# -gt 0 ] || set -- --samples --format tree
exec "${VENV:-.venv}/bin/variorum" read "$@"
