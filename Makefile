# `make run` and `make test` are all a newcomer needs: each sets up its own environment in .venv on first use.
PYTHON ?= $(shell command -v python3.11 || command -v python3.12 || command -v python3.13 || command -v python3)
UV     := $(shell command -v uv)
BIN    := .venv/bin
READY  := .venv/ready

.DEFAULT_GOAL := help
.PHONY: help run test test-slow check wheel bench reader lock clean clean-warehouse

help:  ## what can be made
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  make %-15s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# The sample counts as taken in on one day, so that it comes out as README shows it on every day.
run: $(READY)  ## the pipeline on the sample articles, and where to look at what it found
	$(BIN)/dateline run seeds/articles --as-of 2026-11-01

# Three at once also on two cores: many tests wait for a clock, a server or a browser.
test: $(READY)  ## the test suite, but for what waits minutes for clocks, servers and kills (`make test-slow`)
	$(BIN)/python -m pytest -n 3 -m "not slow"

test-slow: $(READY)  ## the rest: schedules, interrupted and killed runs, Prefect, Dask, hostile inputs, the installed wheel
	$(BIN)/python -m pytest -n 2 -m slow

check: $(READY)  ## linter, formatter, types, which package may import which, what is imported against what is declared
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/lint-imports --no-logo && $(BIN)/deptry .

wheel: $(READY)  ## the wheel, built, installed without the lock into an empty environment, and run there
	$(BIN)/python -m tests.installed

bench: $(READY)  ## every figure over the development sets, against the floors; GROUPS="articles time": those alone
	$(BIN)/python -m tests.benchmarks $(GROUPS)

reader:  ## train the large reader, `--reader large`: an hour on two cores, in an environment of its own
	$(PYTHON) -m venv --clear .venv-reader
	.venv-reader/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	.venv-reader/bin/python -m pip install --quiet --disable-pip-version-check -e '.[reader]'
	.venv-reader/bin/python -m flows.training large

lock:  ## pin the newest allowed versions, with hashes and without hosts (needs uv)
	uv pip compile --universal --python-version 3.11 --extra dev --generate-hashes \
	  --no-emit-index-url --no-header pyproject.toml -o requirements.lock

clean:  ## remove the environment and the caches; what runs and people have written stays
	rm -rf .venv .venv-reader .mypy_cache .ruff_cache .pytest_cache .hypothesis

clean-warehouse: $(READY)  ## remove what runs have written, unless a person's reviews are among it
	@test ! -e warehouse/dateline.duckdb || \
	  test "$$($(BIN)/dateline sql 'select count(*) from reviews' --warehouse warehouse/dateline.duckdb --format csv | tail -1)" = 0 || \
	  { echo "warehouse/dateline.duckdb holds reviews, or cannot be read: remove it by hand if you mean to"; exit 1; }
	rm -rf warehouse/dateline.* warehouse/dateline-reports

$(READY): requirements.lock pyproject.toml
# The lock is complete, so nothing is left to resolve (--no-deps): that is quicker, and pip would refuse extras.
# Python compiles what it imports when it does so, on all cores and not before everything else (--no-compile).
ifdef UV
	uv venv --quiet --clear --python $(PYTHON) .venv
	uv pip install --quiet --python $(BIN)/python --no-deps --require-hashes -r requirements.lock
	uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e .
else
	$(PYTHON) -m venv --clear .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile --no-deps --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
endif
	touch $(READY)
