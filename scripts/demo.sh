#!/bin/sh
# Installs Variorum, makes a record of the bundled sample reports and shows it; arguments go to `variorum` instead.
set -eu
cd "$(dirname "$0")/.."
sh scripts/install.sh run
[ $# -gt 0 ] || set -- demo
exec "${VENV:-.venv}/bin/variorum" "$@"
