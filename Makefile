# Tospann. `make` alone prints what it can do.

export VIRTUAL_ENV = $(CURDIR)/.venv
export UV_PYTHON_DOWNLOADS = never
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
UV = .boot/bin/uv
BIN = .venv/bin
ASSETS = src/tospann/base/static/vendor/vendor.json
WORDS = src/tospann/locale/nn/LC_MESSAGES/django.mo

.PHONY: help run test check lock wheel
help: ## Vis denne listen
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /make \1\t/' | expand -t 16

run: ready ## Start Tospann med eksempeldata på http://localhost:8000
	@$(BIN)/tospann demo --data .data

test: ready ## Kjør alle testene, også de som bruker nettleser
	@$(BIN)/python scripts/chromium.py
	@REQUIRE_BROWSER=1 $(BIN)/pytest -n auto --maxprocesses 4 --dist loadfile --ignore tests/browser
	@REQUIRE_BROWSER=1 $(BIN)/pytest tests/browser

check: ready ## Kontroller stil, typer, importer, migrasjoner, tekster og dokumenter
	@PATH="$(BIN):$$PATH" sh scripts/check.sh

bench: ready .venv/bench ## Mål det som skal være raskt, mot noe kjent i samme kjøring
	@$(BIN)/python -m bench
	@$(BIN)/python -m bench.siting
	@$(BIN)/python -m bench.areas
	@$(BIN)/python -m bench.regions
	@$(BIN)/python -m bench.disclosure
	@$(BIN)/python -m bench.tables
	@$(BIN)/python -m bench.imports
	@$(BIN)/python -m bench.boards
	@$(BIN)/python -m bench.lab

wheel: ready ## Bygg pakken som kan installeres uten Node, i dist/
	@$(UV) build -q --wheel --no-build-isolation --out-dir dist && ls dist/*.whl

lock: $(UV) ## Lås avhengighetene på nytt etter en endring i pyproject.toml
	@$(UV) pip compile -q pyproject.toml --extra embedded --extra structure --group dev --universal \
		--generate-hashes --no-emit-index-url --no-annotate --no-header --python-version 3.11 \
		-o requirements.lock
	@$(UV) pip compile -q --group bench --constraints requirements.lock --universal --generate-hashes \
		--no-emit-index-url --no-annotate --no-header --python-version 3.11 -o requirements-bench.lock

.PHONY: ready
ready: .venv/ready $(ASSETS) $(WORDS)

$(UV):
	@test -n "$(PYTHON)" || { echo "Tospann trenger Python 3.11 eller nyere. Installer det, og prøv igjen."; exit 1; }
	@$(PYTHON) -m venv .boot || { echo "Python mangler venv. På Debian og Ubuntu: apt-get install python3-venv"; exit 1; }
	@.boot/bin/pip install -q --disable-pip-version-check "uv==0.13.*"

.venv/ready: requirements.lock pyproject.toml | $(UV)
	@$(UV) venv -q --allow-existing --python $(PYTHON) .venv
	@$(UV) pip sync -q --require-hashes requirements.lock
	@$(UV) pip install -q --no-deps --no-build-isolation --editable .
	@touch $@

.venv/bench: requirements-bench.lock .venv/ready
	@$(UV) pip install -q --require-hashes -r requirements-bench.lock
	@touch $@

$(ASSETS): frontend/package-lock.json frontend/build.mjs $(wildcard frontend/*.json) | .venv/ready
	@$(BIN)/python scripts/assets.py
	@touch $@

$(WORDS): $(wildcard src/tospann/locale/*/LC_MESSAGES/*.po) | .venv/ready
	@$(BIN)/python scripts/translations.py compile
	@touch $@
