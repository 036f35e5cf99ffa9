# `make demo` and `make test` do all the set-up on a machine that has Python 3.11 or later, make and a network.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help demo test lint browser evals bench bad-inputs clean

help:
	@echo "make demo        set up .venv, then briefs from the bundled fictional coverage (a minute or two the first time)"
	@echo "make test        set up .venv, then lint and every test, in parallel (STRICT=1: a missing browser fails)"
	@echo "make lint        ruff, mypy --strict, import contracts"
	@echo "make browser     find a browser for the browser tests, or say how to get one (CHROME=/path names yours)"
	@echo "make evals       quality against the floors in evals/floors.toml (needs the research data beside the checkout)"
	@echo "make bench       speed, as ratios against a named peer in the same run (needs the research data)"
	@echo "make bad-inputs  the large bad inputs, 100 random kills of import and build, 200 of watch, full disks"
	@echo "make clean       remove .venv, caches and the demo's library"
	@echo
	@echo "PYTHON=python3.12 make demo   another Python, 3.11 or later. What Alteram is: README.md"

$(READY): constraints.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "$(PYTHON) is missing or older than 3.11. Name a newer one: PYTHON=python3.12 make ..." >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || \
	  { echo "$(PYTHON) has no venv. Install it (Debian: apt-get install python3-venv)." >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes --requirement constraints.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $(READY)

demo: $(READY)
	$(BIN)/alteram demo
	@echo
	@echo "Next (lines to copy):"
	@echo "  $(BIN)/alteram serve --library alteram-demo    these briefs at http://127.0.0.1:8631/"
	@echo "  $(BIN)/alteram brief PAGE.html PAGE.html ...   one brief of pages of your own"
	@echo "  $(BIN)/alteram import FOLDER                   .html, .jsonl, .warc, .wacz, or folders of them"
	@echo "  $(BIN)/alteram build                           stories and their briefs"
	@echo "  $(BIN)/alteram serve                           read them in a browser"

lint: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

browser:
	@sh tests/browser/find-browser.sh

test: lint browser
	$(BIN)/pytest -n auto --ignore tests/browser
	$(BIN)/pytest tests/browser

evals: $(READY)
	$(BIN)/python -m evals

bench: $(READY)
	$(BIN)/python -m bench

bad-inputs: $(READY)
	ALTERAM_CRASH_POINTS=100 $(BIN)/pytest -m "" tests/test_bad_inputs.py tests/engine/test_crash.py \
	  tests/engine/test_build_crash.py
	ALTERAM_CRASH_POINTS=200 ALTERAM_FULL_POINTS=50 $(BIN)/pytest -m "" tests/engine/test_watch_crash.py

clean:
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache alteram-demo
