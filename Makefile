# `make demo` and `make test` do all the set-up on a machine that has Python 3.11 or later, make and a network.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: demo test lint types evals bench bad-inputs browser clean help

help:
	@echo "make demo        environment, install, and briefs from the bundled fictional coverage"
	@echo "make test        environment and every test, lint, types, contracts (STRICT=1: skipping the browser fails)"
	@echo "make lint        ruff, mypy --strict, import contracts"
	@echo "make evals       quality against the floors in evals/floors.toml (needs the research data beside the checkout)"
	@echo "make bench       speed, as ratios against a named peer in the same run"
	@echo "make bad-inputs  the large bad inputs, and 100 random kill points"

$(READY): constraints.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes --requirement constraints.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $(READY)

demo: $(READY)
	$(BIN)/alteram demo
	@echo
	@echo "Next, with pages of your own (lines to copy):"
	@echo "  $(BIN)/alteram brief PAGE.html PAGE.html ...   one brief of the pages you choose"
	@echo "  $(BIN)/alteram import FOLDER                   .html, .jsonl, .warc, or folders of them"
	@echo "  $(BIN)/alteram build                           stories and their briefs"
	@echo "  $(BIN)/alteram serve                           read them at http://127.0.0.1:8631/"

lint: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

browser: $(READY)
	@sh tests/browser/find-browser.sh

test: lint browser
	$(BIN)/pytest -n auto --dist loadgroup

evals: $(READY)
	$(BIN)/python -m evals

bench: $(READY)
	$(BIN)/python -m bench

bad-inputs: $(READY)
	ALTERAM_CRASH_POINTS=100 $(BIN)/pytest -m "big or crash" --override-ini addopts=-q

clean:
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis alteram-demo
