#!/bin/sh
# What `make check` runs: a list to read. Every check runs; the end says which failed.

failed=""
check() {
    name=$1
    shift
    if output=$("$@" 2>&1); then
        echo "✓ $name"
    else
        echo "✗ $name"
        echo "$output"
        failed="$failed $name"
    fi
}

export TOSPANN_DATA=.data/check TOSPANN_BASE_URL=http://localhost:8000

check format ruff format --check --output-format concise src tests scripts bench hatch_build.py
check lint ruff check --quiet --output-format concise src tests scripts bench hatch_build.py
check types mypy
check imports lint-imports
check migrations tospann manage makemigrations --check --dry-run
check translations python scripts/translations.py check
check templates djlint --lint --quiet src
check glossary python scripts/glossary.py check
check dataset python scripts/structure_dataset.py check
check indicators python scripts/indicators_reference.py check
check authority python scripts/authority_reference.py check
check tables    python scripts/tables_reference.py check
check documents python scripts/check_docs.py

[ -z "$failed" ] || { echo "Ikke i orden:$failed"; exit 1; }
