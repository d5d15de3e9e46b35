# Everything runs in .venv, made from PYTHON (3.11 or later, with venv); nothing else is needed.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
READY = $(VENV)/.ready

# The tests start the program some hundred times: it is compiled once, whatever the environment says.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help demo demo-company test test-slow test-newest lint bench docs clean

help:
	@echo "make demo         show the daily screen and the sales report on the sample data"
	@echo "make demo-company three managers publish to a PostgreSQL of the moment, and their director looks; KEEP=--keep to try more"
	@echo "make test         lint, types and all tests (also test-slow, test-newest)"
	@echo "make bench        time amcli against its floors, as ratios; WRITE=--write keeps them in docs/performance.md"
	@echo "make docs         write the command reference, the views and the README's pictures again"
	@echo "make lint         ruff and mypy alone"

$(READY): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable . --group dev
	@touch $@

demo: $(READY)
	$(BIN)/amcli demo

demo-company: $(READY)
	@$(BIN)/python demo/company.py $(KEEP)

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

test: lint
	$(BIN)/pytest -n auto --cov --cov-report=term --cov-fail-under=95 --durations=25 -m "not slow"

test-slow: $(READY)
	$(BIN)/pytest -n auto -m slow

# The caps in pyproject.toml are about speed: amcli must be right on the newest Typer too.
test-newest:
	$(MAKE) VENV=.venv-newest .venv-newest/.ready
	.venv-newest/bin/python -m pip install --quiet --disable-pip-version-check --upgrade --no-deps typer
	.venv-newest/bin/pytest -n auto -m "not slow and not capped"

bench: $(READY)
	$(BIN)/python bench/bench.py $(WRITE)
	$(BIN)/python bench/million.py $(WRITE)
	$(BIN)/python bench/publishing.py $(WRITE)

docs: $(READY)
	$(BIN)/python docs/pages.py

clean:
	rm -rf .venv .venv-newest .coverage .hypothesis .mypy_cache .pytest_cache .ruff_cache dist
