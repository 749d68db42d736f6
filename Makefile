# Two commands do everything: `make chat` and `make test`.
PYTHON ?= python3
BIN := .venv/bin
DATA ?= .venv/playground.sqlite3

.PHONY: setup chat test lint bench format lock generate

setup: .venv/ready

.venv/ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Followthrough needs Python 3.11 or newer: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable .
	@touch $@

# The main job in the terminal, on a playground file of its own. ARGS="--fresh" empties it.
chat: setup
	@$(BIN)/followthrough chat --database "sqlite+aiosqlite:///$(DATA)" $(ARGS)

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

test: lint
	$(BIN)/pytest -n 2

bench: setup
	$(BIN)/python -m tests.benchmarks

format: setup
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# Rewrites what is generated and committed: the README's table and picture.
generate: setup
	$(BIN)/python -m tests.generated

# Renews requirements.lock from pyproject.toml (needs uv).
lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-annotate --no-header --group dev pyproject.toml --output-file requirements.lock
