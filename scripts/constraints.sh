#!/bin/sh
# Pins every dependency with its hashes, for all platforms and Pythons from 3.11 on. Give --upgrade to take newer ones.
set -eu
cd "$(dirname "$0")/.."
uv=${UV:-uv}

pin() {
    out=$1
    shift
    "$uv" pip compile pyproject.toml packages/variorum-en/pyproject.toml "$@" \
        --universal --python-version 3.11 --generate-hashes --no-emit-package variorum-en \
        --no-emit-index-url --no-emit-find-links --no-header --no-annotate --quiet --output-file "$out"
}

pin constraints/run.txt --group build --extra intake --extra serve "$@"
pin constraints/dev.txt --group dev --extra postgresql --extra intake --extra serve --constraint constraints/run.txt "$@"
pin constraints/ray.txt --group build --extra ray --extra intake --extra serve --extra postgresql --constraint constraints/dev.txt "$@"
pin constraints/gazetteer.txt --group gazetteer --constraint constraints/run.txt "$@"
pin constraints/train.txt --group train --constraint constraints/run.txt "$@"

if grep -nE '://|--(extra-)?index-url|--find-links' constraints/*.txt; then
    echo "constraints/: an address got in; only names, versions and hashes belong there" >&2
    exit 1
fi
