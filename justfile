# `just` alone checks and tests; `sh scripts/test.sh` does the same on a machine with nothing installed.

venv := env("VENV", ".venv")
bin := venv / "bin"
train_venv := venv + "-train"
data := env("VARIORUM_DATA", "../shared/data")

# Check and test
default: lint types test

# Make the environment for development
install:
    sh scripts/install.sh dev

# Check style and the direction of imports
lint:
    {{ bin }}/ruff check .
    {{ bin }}/ruff format --check .
    {{ bin }}/lint-imports

# Bring the code into the one form
format:
    {{ bin }}/ruff check --fix .
    {{ bin }}/ruff format .

# Check types
types:
    {{ bin }}/mypy

# Run the tests; arguments go to pytest
test *arguments:
    {{ bin }}/python -m pytest {{ arguments }}

# Score the reader against the answer keys beside the checkout; --errors lists what was missed
score *arguments:
    {{ bin }}/python scripts/score.py {{ arguments }}

# Throw hostile files at the parsers: --minutes 60 --log FILE
fuzz *arguments:
    {{ bin }}/python tools/fuzz.py {{ arguments }}

# Measure speed, memory and growth with length
bench *arguments:
    {{ bin }}/python benchmarks/bench_read.py {{ arguments }}

# Measure all of it and write docs/benchmarks.md; --parts, --incidents and --largest say how much
benchmarks *arguments:
    sh scripts/with_postgresql.sh {{ bin }}/python benchmarks/run.py {{ arguments }}

# Measure what adding to the record costs, and how it grows
bench-record *arguments:
    {{ bin }}/python benchmarks/bench_record.py {{ arguments }}

# Measure what the pages of a large record cost, in Chromium too
bench-serve *arguments:
    {{ bin }}/python benchmarks/bench_serve.py {{ arguments }}

# Train variorum-en and export its weights; takes hours
train: _train-environment
    {{ train_venv }}/bin/python training/train.py --data {{ data }} --work training/work/parser --syntax-only
    {{ train_venv }}/bin/python training/train.py --data {{ data }} --parser training/work/parser/net.pt
    {{ train_venv }}/bin/python training/train.py --data {{ data }} --work training/work/further \
        --begin training/work/net.pt --parser training/work/net.pt
    {{ train_venv }}/bin/python training/comparison.py --data {{ data }} --work training/work/further \
        --former training/work/net.pt
    {{ train_venv }}/bin/python training/export.py --work training/work/further

# Measure variorum-en on the development sets and write docs/scores.md
evaluate: _train-environment
    {{ train_venv }}/bin/python training/evaluate.py --data {{ data }} --write docs/scores.md

# Build the gazetteer's data file from its sources
gazetteer:
    VENV={{ venv }}-gazetteer sh scripts/install.sh gazetteer
    {{ venv }}-gazetteer/bin/python tools/build_gazetteer.py

# Pin the dependencies anew; --upgrade takes newer ones
constraints *arguments:
    UV={{ bin }}/uv sh scripts/constraints.sh {{ arguments }}

# Write the published JSON Schemas
schema:
    {{ bin }}/variorum schema account > docs/reference/account.schema.json
    {{ bin }}/variorum schema record > docs/reference/record.schema.json

# Build the pages from web/ into the package; needs Node
pages:
    cd web && npm ci --ignore-scripts && npm run build

# Check the pages: style, types, tests
check-pages:
    cd web && npm run lint && npm run check && npm test

# Take the pictures of the pages in docs/images anew; needs Chromium
screenshots *arguments:
    {{ bin }}/python tools/screenshots.py {{ arguments }}

# Take the pages' types from the description of the API
page-types:
    cd web && npm run types

_train-environment:
    VENV={{ train_venv }} sh scripts/install.sh train
