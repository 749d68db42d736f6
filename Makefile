# Two commands do everything: `make chat` and `make test`.
PYTHON ?= python3
BIN := .venv/bin
DATA ?= .venv/playground.sqlite3
# What `make coverage` may not fall below: lines and branches in percent (95 measured).
FLOOR := 94

COMPILE := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-annotate --no-header

.DEFAULT_GOAL := help
.PHONY: help setup chat test check lint coverage bench drill format lock generate check-deploy

help: ## Show what there is
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "  make %-12s %s\n", $$1, $$2 }'

setup: .venv/ready ## Make .venv from the lock file

.venv/ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Followthrough needs Python 3.11 or newer: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable .
	@touch $@

chat: setup ## Live a job hunt in the terminal, in a playground file; ARGS="--fresh" empties it
	@$(BIN)/followthrough chat --database "sqlite+aiosqlite:///$(DATA)" $(ARGS)

lint: setup ## Check style, types and import rules
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

check: lint ## The fast half: lint, and the tests of the core
	$(BIN)/pytest -n 2 tests/bot tests/test_generated.py

test: lint ## Everything, as CI runs it
	$(BIN)/pytest -n 2

coverage: setup ## Every test with branch coverage, and a floor
	$(BIN)/pytest -n 2 --cov --cov-branch --cov-report=term:skip-covered --cov-fail-under=$(FLOOR)

bench: setup ## Speed against yardsticks in the same run
	$(BIN)/python -m tests.benchmarks

drill: setup ## Real processes in outages, kills and clock steps; SHORT=1 takes three minutes at most
	$(BIN)/python -m tests.drills $(if $(SHORT),--short)

format: setup ## Tidy up
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

generate: setup ## Renew what is generated and committed: tables, .env.example, picture, transcripts
	$(BIN)/python -m tests.generated

check-deploy: setup ## Check deploy/ by tools that are not ours; one that is missing is said
	$(BIN)/python -m tests.deployment

# The image has what runs, at the same versions, and is built by what builds.
lock: ## Renew the lock files from pyproject.toml (needs uv)
	$(COMPILE) --group dev pyproject.toml --output-file requirements.lock
	$(COMPILE) --constraint requirements.lock pyproject.toml --output-file deploy/runtime.lock
	$(COMPILE) --constraint requirements.lock --group build --output-file deploy/build.lock
