# The verbs of optviz. The work is done by scripts/*.sh, which run without make too.
.DEFAULT_GOAL := help
.PHONY: help run test test-quick bench lint format clean

help: ## this list
	@sed -nE 's/^([a-z-]+):[^#]*## (.*)/make \1\t\2/p' Makefile | expand -t 20

run: ## serve on http://127.0.0.1:8050 (HOST, PORT); installs what it needs
	@scripts/run.sh

test: ## every test, those in a browser included; installs what it needs
	@scripts/test.sh $(ARGS)

test-quick: ## the tests that need no browser and no patience
	@scripts/setup.sh dev
	@.venv/bin/python -m pytest -m "not browser and not slow" $(ARGS)

bench: ## the benchmarks, each beside what it is compared with
	@scripts/bench.sh $(ARGS)

lint: ## style, types, architecture
	@scripts/lint.sh

format: ## let ruff put the layout right
	@scripts/setup.sh dev
	@.venv/bin/ruff check --fix . && .venv/bin/ruff format .

clean: ## remove what the other verbs made
	rm -rf .venv .cache .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis test-results
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
