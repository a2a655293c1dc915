# Two commands matter: `make run` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
CONSTRAINTS := constraints.txt

.PHONY: run test lint clean

$(VENV)/run.stamp: pyproject.toml $(CONSTRAINTS)
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --constraint $(CONSTRAINTS) --editable .
	touch $@

$(VENV)/test.stamp: pyproject.toml $(CONSTRAINTS)
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet "torch==2.13.0"
	$(BIN)/pip install --quiet --constraint $(CONSTRAINTS) --editable ".[dev,transformers]"
	touch $@ $(VENV)/run.stamp

# Install, read the bundled sample if nothing is indexed yet, open the app on 127.0.0.1:8501.
run: $(VENV)/run.stamp
	$(BIN)/thutuc ui

# The whole test run: format, lint, types, import plan, tests.
test: lint
	$(BIN)/pytest

lint: $(VENV)/test.stamp
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

clean:
	rm -rf $(VENV) var dist build .pytest_cache .mypy_cache .ruff_cache
