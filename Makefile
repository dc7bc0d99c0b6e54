# make run | test | check | format | schema | messages | bench | compare | screenshots: see README.md and CONTRIBUTING.md
PORT ?= 8000
POSTGRES_URL ?= postgres://postgres@127.0.0.1:5432/wayback
# The newest Python on the path that Wayback runs on; PYTHON=… chooses another.
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$python -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
PY := .venv/bin/python
# The Django that Wayback moves to next, and the newest Python that it runs on: on the path, or one of pyenv's.
NEXT_DJANGO = 6.1
NEXT_PYTHON = $(shell for python in python3.14 python3.13 python3.12 python3 \
	$$(ls -d "$${PYENV_ROOT:-$$HOME/.pyenv}"/versions/3.*/bin/python3 2>/dev/null | sort -rV); do \
	$$python -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 12))' 2>/dev/null && echo $$python && break; done)
export PYTHONUTF8 = 1
export PIP_DISABLE_PIP_VERSION_CHECK = 1
# Each worker and each server of a test would compile all modules anew.
unexport PYTHONDONTWRITEBYTECODE
# For what needs settings but starts no server: a key for this command alone.
SCRATCH = SECRET_KEY=$$($(PY) -c 'import secrets; print(secrets.token_urlsafe(64))')

# Workers take tests in their order: those that commit come last, since they empty tables.
WORKERS = -n auto -q
CHECKS = lint types deploy-check test test-postgres test-failures test-browser test-next
# These use one core each, so two run beside each other.
ONE_CORE_CHECKS = types lint deploy-check

.PHONY: run check $(CHECKS) format schema messages bench compare screenshots clean
.DEFAULT_GOAL := run

run: .venv/run.stamp
	@PORT=$(PORT) $(PY) -m wayback.quickstart

test: .venv/run.stamp
	@$(PY) -m pytest $(WORKERS)

check: .venv/dev.stamp
	@times=""; for part in "$(ONE_CORE_CHECKS)" $(filter-out $(ONE_CORE_CHECKS),$(CHECKS)); do \
		echo "== $$part"; start=$$(date +%s); $(MAKE) --no-print-directory -j 2 $$part || exit 1; \
		times="$$times, $$part $$(( $$(date +%s) - start )) s"; \
	done; echo "Seconds: $${times#, }."
	@if [ -n "$(NEXT_PYTHON)" ]; then echo "All checks passed, the suite also on Django $(NEXT_DJANGO)."; \
	else echo "All checks passed. Django $(NEXT_DJANGO) was not tried: no Python 3.12 or newer is on the path or in pyenv."; fi

lint: .venv/dev.stamp
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	.venv/bin/djhtml --check --tabwidth 2 templates
	git ls-files -z 'templates/*.html' | xargs -0 .venv/bin/djade --check --target-version 5.2
	.venv/bin/lint-imports

types: .venv/dev.stamp
	$(SCRATCH) $(PY) -m mypy

deploy-check: .venv/dev.stamp
	$(SCRATCH) $(PY) manage.py makemigrations --check --dry-run
	$(SCRATCH) SITE_URL=https://films.example.org $(PY) manage.py check --deploy --fail-level WARNING

test-postgres: .venv/dev.stamp
	DATABASE_URL=$(POSTGRES_URL) $(PY) -m pytest $(WORKERS)

test-failures: .venv/dev.stamp
	POSTGRES_URL=$(POSTGRES_URL) $(PY) -m pytest -n 2 --dist loadfile -q -o addopts="--strict-markers --strict-config -ra" tests/failures

test-browser: .venv/dev.stamp
	$(PY) -m pytest $(WORKERS) -o addopts="--strict-markers --strict-config -ra" tests/browser

test-next: $(if $(filter test-next,$(MAKECMDGOALS)),$(if $(NEXT_PYTHON),.venv-next/run.stamp))
	@if [ -n "$(NEXT_PYTHON)" ]; then .venv-next/bin/python -m pytest $(WORKERS); \
	else echo "No Python 3.12 or newer is on the path or in pyenv, so Django $(NEXT_DJANGO) is not tried."; fi

format: .venv/dev.stamp
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .
	-.venv/bin/djhtml --tabwidth 2 templates
	-git ls-files -z 'templates/*.html' | xargs -0 .venv/bin/djade --target-version 5.2

schema: .venv/run.stamp
	$(SCRATCH) $(PY) manage.py spectacular --file docs/openapi.yaml --validate --fail-on-warn

messages: .venv/run.stamp
	@$(SCRATCH) $(PY) -m wayback.messages

bench: .venv/run.stamp
	$(PY) -m pytest -q -s -o addopts= -o python_files='bench_*.py' -o python_functions='bench_*' bench

compare: .venv/run.stamp
	$(PY) bench/compare_answers.py $(BEFORE)

screenshots: .venv/dev.stamp
	$(PY) -m pytest -q -o addopts="" tests/browser/screenshots.py tests/browser/contact_sheets.py

clean:
	rm -rf .venv .venv-next .mypy_cache .pytest_cache .ruff_cache .import_linter_cache

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "Wayback needs Python 3.11 or newer with venv; none is on the path ($$(python3 --version 2>&1))."; \
		echo "Install it (Debian: apt install python3 python3-venv), or name one: make run PYTHON=/path/to/python3.12"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and f"{sys.executable} is Python {sys.version.split()[0]}. Wayback needs 3.11 or newer.")'
	@echo "Making .venv with $(PYTHON) …"
	@$(PYTHON) -m venv .venv

.venv/run.stamp: requirements.txt .venv/bin/python
	@echo "Installing what Wayback needs …"
	@$(PY) -m pip --version >/dev/null 2>&1 || $(PY) -m ensurepip
	@$(PY) -m pip install --quiet --requirement requirements.txt
	@touch $@

.venv/dev.stamp: requirements-dev.txt .venv/run.stamp
	@echo "Installing what its checks need …"
	@$(PY) -m pip install --quiet --requirement requirements-dev.txt
	@touch $@

.venv-next/run.stamp: requirements.txt Makefile
	@echo "Making .venv-next with $(NEXT_PYTHON) and Django $(NEXT_DJANGO) …"
	@rm -rf .venv-next && $(NEXT_PYTHON) -m venv .venv-next
	@sed 's/^django==.*/django~=$(NEXT_DJANGO).0/' requirements.txt > .venv-next/requirements.txt
	@.venv-next/bin/python -m pip install --quiet --requirement .venv-next/requirements.txt
	@touch $@
