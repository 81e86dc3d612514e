# The two commands that matter: `make demo` and `make test`. Everything lives in .venv.
PYTHON ?= python3
BIN = .venv/bin

.PHONY: demo test explore lint bench pictures pins clean

demo: .venv/run
	@$(BIN)/revisor demo

test: .venv/dev
	$(BIN)/pytest -n 3 --dist worksteal

explore: .venv/dev
	REVISOR_RANDOM_COMPANIES=200 $(BIN)/pytest -n 3 --dist worksteal --hypothesis-profile explore

lint: .venv/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/dev
	$(BIN)/python -m tests.bench

pictures: .venv/dev
	$(BIN)/python -m tests.pictures

pins:
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate requirements/run.in -o requirements/run.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate requirements/dev.in -o requirements/dev.txt

clean:
	rm -rf .venv revisor.db*

.venv/run: requirements/run.txt pyproject.toml
	@echo "Installing into .venv: about a minute the first time."
	@$(PYTHON) -m venv .venv
	@$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements/run.txt
	@$(BIN)/pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/dev: .venv/run requirements/dev.txt
	@$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@
