# Everything one does with a checkout of Viva. `make` alone says what there is.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

VENV := .venv
BIN := $(VENV)/bin
NOTES ?=

# The first Python that is new enough, whatever its name; a Python given as PYTHON=... is taken as it is.
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)

# A stamp is newer than everything its installation was made from.
RUNTIME := $(VENV)/.runtime
DEVELOPMENT := $(VENV)/.development
KITS := $(VENV)/.kits
LOCKED_KITS := src/viva/sandbox/kits
SOURCES := pyproject.toml hatch_build.py scripts/install.py src/viva/__init__.py frontend/package-lock.json \
	$(wildcard src/viva/locale/*/LC_MESSAGES/*.po)
ASSETS := src/viva/web/static/build/manifest.json
PAGES := $(wildcard frontend/*.* frontend/scripts/* frontend/src/* frontend/styles/*) $(shell find src/viva/web/templates -type f)

PYTEST := $(BIN)/pytest -n auto --dist=worksteal
LOCK := $(abspath $(BIN))/uv pip compile --quiet --no-config --universal --python-version=3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-header --upgrade

.PHONY: help setup start check test content bench torture lock clean development system kits assets islands format lint types mypy pyright contracts quick

help: ## say what there is to make
	@sed -n 's/^\([a-z]*\):[^#]*## \(.*\)/  make \1|\2/p' $(MAKEFILE_LIST) | while IFS='|' read -r name text; do \
		printf '%-18s%s\n' "$$name" "$$text"; done

setup: $(RUNTIME) $(ASSETS) ## make .venv with Viva in it: .venv/bin/viva
	-@$(BIN)/python scripts/system.py bwrap
	@echo "Viva is ready: $(BIN)/viva --help"

start: $(RUNTIME) $(ASSETS) ## read the sample notes, or your own with NOTES=path, and show what was understood
	@$(BIN)/viva start$(if $(NOTES), "$(NOTES)")

check: $(DEVELOPMENT) $(ASSETS) $(KITS) ## the fast half of the tests, and format, lint, types and import contracts
	@$(MAKE) --no-print-directory --keep-going --output-sync=target --jobs=2 types format lint contracts islands
	@$(MAKE) --no-print-directory quick

test: $(DEVELOPMENT) $(ASSETS) system $(KITS) ## everything that must hold, on SQLite and on PostgreSQL
	@$(MAKE) --no-print-directory --keep-going --output-sync=target --jobs=2 types format lint contracts islands
	$(PYTEST) -m "not torture"

content: $(DEVELOPMENT) system $(KITS) ## check the starter bank: all its pages, and every program in them
	$(BIN)/python scripts/content.py check --run

bench: $(DEVELOPMENT) $(ASSETS) system $(KITS) ## print the figures, each beside its limit or peer
	@$(BIN)/python -m bench

torture: $(DEVELOPMENT) $(ASSETS) system $(KITS) ## what runs for hours: faults while writing, and odd notes without end
	$(BIN)/pytest -m torture --hypothesis-profile=torture

lock: $(DEVELOPMENT) ## choose the newest versions anew and write requirements/*.txt
	$(LOCK) --group build --output-file requirements/build.txt
	$(LOCK) pyproject.toml --constraints requirements/build.txt --output-file requirements/runtime.txt
	$(LOCK) pyproject.toml --extra postgres --group dev --constraints requirements/runtime.txt \
		--constraints requirements/build.txt --output-file requirements/development.txt
	cd $(LOCKED_KITS) && for kit in web data node; do $(LOCK) $$kit.in --output-file $$kit.txt || exit 1; done
	cd $(LOCKED_KITS) && $(LOCK) web.in data.in --output-file all.txt

assets: $(ASSETS) ## build the styles and scripts of the pages

clean: ## remove what was made, .venv too; your data folder stays
	rm -rf $(VENV) frontend/node_modules src/viva/web/static build dist .cache .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +
	find src -name '*.mo' -delete

# The parts of `make check`, each of which can be made alone.

development: $(DEVELOPMENT) $(ASSETS)

kits: $(KITS)

system:
	@$(BIN)/python scripts/system.py

islands: $(DEVELOPMENT)
	@$(BIN)/python scripts/frontend.py check test

format: $(DEVELOPMENT)
	$(BIN)/ruff format --check

lint: $(DEVELOPMENT)
	$(BIN)/ruff check

types: mypy pyright

mypy: $(DEVELOPMENT)
	$(BIN)/mypy

pyright: $(DEVELOPMENT)
	$(BIN)/pyright

contracts: $(DEVELOPMENT)
	$(BIN)/lint-imports

quick: $(DEVELOPMENT)
	$(PYTEST) -m "not postgres and not slow and not torture"

$(RUNTIME): requirements/runtime.txt requirements/build.txt $(SOURCES)
	@$(if $(PYTHON),$(PYTHON) scripts/install.py $(VENV) runtime build,$(error Viva needs Python 3.11 or newer: install it, or name it with PYTHON=...))
	@touch $@

$(DEVELOPMENT): requirements/development.txt $(RUNTIME)
	@$(BIN)/python scripts/install.py $(VENV) development
	@$(BIN)/python scripts/frontend.py install
	@touch $@

$(ASSETS): $(RUNTIME) $(PAGES)
	@$(BIN)/python scripts/frontend.py build
	@touch $@

$(KITS): $(RUNTIME) $(wildcard $(LOCKED_KITS)/*)
	@$(BIN)/viva kit build stock javascript all
	@touch $@
