# Needs only make and Python 3.11 or newer; scripts/bootstrap.py does the work.  make PYTHON=python3.12 …  chooses another.
PYTHON ?= python3
ARGS ?=
export PORT

.DEFAULT_GOAL := help
.PHONY: help demo test soak setup lint fix bench calibrate vectors verifier screenshots lock clean

help: ## these lines
	@grep -E '^[a-z]+:.*## ' $(firstword $(MAKEFILE_LIST)) | sed -E 's/^([a-z]+):.*## /make \1\t/' | expand -t 18

demo: ## set up, load the documented scenario, write the briefs, serve the pages on port 8000 (PORT= changes it) until Ctrl-C
	@$(PYTHON) scripts/bootstrap.py demo $(ARGS)

test: ## set up, check style, layers and types, run every test (ARGS= goes to pytest)
	@$(PYTHON) scripts/bootstrap.py test $(ARGS)

soak: ## ten thousand random histories of five copies, longer fuzzing, the attack on escorts (about half an hour)
	@$(PYTHON) scripts/bootstrap.py soak $(ARGS)

setup: ## only set up: every extra and tool into .venv, Chromium for the browser tests into .cache
	@$(PYTHON) scripts/bootstrap.py setup

lint: ## style, import layers and types, changing nothing
	@$(PYTHON) scripts/bootstrap.py lint

fix: ## let ruff mend what it can, then lint
	@$(PYTHON) scripts/bootstrap.py fix

bench: ## measure what the project promises and write docs/figures.md
	@$(PYTHON) scripts/bootstrap.py bench $(ARGS)

calibrate: ## simulate the error rates of the methods and write docs/calibration.md
	@$(PYTHON) scripts/bootstrap.py calibrate $(ARGS)

verifier: ## write the verifier that a party can keep, one file: out/toguna-verify.py
	@$(PYTHON) scripts/bootstrap.py verifier $(ARGS)

vectors: ## write the register's test vectors again
	@$(PYTHON) scripts/bootstrap.py vectors $(ARGS)

screenshots: ## take the pictures of the pages that the README shows
	@$(PYTHON) scripts/bootstrap.py run python scripts/screenshots.py

lock: ## resolve the dependencies again and write the locks (ARGS=--upgrade for newer versions)
	@$(PYTHON) scripts/bootstrap.py lock $(ARGS)

clean: ## remove what these commands made: .venv, .cache, demo, out
	@rm -rf .venv .cache demo out .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
