# Backflex: `make run` sets everything up and serves; `make test` runs every test.

.DEFAULT_GOAL := help
.PHONY: help run test test-long test-postgres junk check bench demo figures architecture screenshots lock
SHELL := /bin/sh

PYTHON := .venv/bin/python
REQUESTS ?= 100000
SEED ?= 1
PYTEST := $(PYTHON) -m pytest --numprocesses auto
RULES := $(filter-out %properties.py,$(shell find tests/progression -name 'test_*.py' | sort))
ELSEWHERE := progression planning figures setup contracts/test_language.py contracts/test_css.py \
	contracts/test_html.py e2e/test_every_page.py coaching/test_safe_plans.py \
	coaching/test_safe_changes.py

# A Python of 3.12 or newer: what .python-version names through pyenv or uv, else any on PATH.
define FIND_PYTHON
	pyenv="$$(command -v pyenv || echo "$$HOME/.pyenv/bin/pyenv")"; \
	for candidate in \
		"$$("$$pyenv" which python 2>/dev/null)" \
		"$$(uv python find '>=3.12' 2>/dev/null)" \
		"$$(PYENV_VERSION=3.13 "$$pyenv" which python 2>/dev/null)" \
		"$$(PYENV_VERSION=3.12 "$$pyenv" which python 2>/dev/null)" \
		python3.14 python3.13 python3.12 python3; \
	do \
		if "$$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 12))' 2>/dev/null; then \
			found="$$candidate"; break; \
		fi; \
	done; \
	if [ -z "$$found" ]; then \
		echo "Backflex needs Python 3.12 or newer: run 'pyenv install 3.13' or 'uv python install 3.13', then try again." >&2; \
		exit 1; \
	fi
endef

help:
	@echo "make run            set up and serve (HOST, PORT)"
	@echo "make test           every test, on SQLite"
	@echo "make test-postgres  what hangs on the database, on PostgreSQL"
	@echo "make test-long      twenty thousand random logs through the rules"
	@echo "make junk           a hundred thousand junk requests (REQUESTS, SEED)"
	@echo "make check          linters, types, migrations, deployment"
	@echo "make bench          measure speed"
	@echo "make demo           a demo person with twelve weeks of history"
	@echo "make screenshots    draw every page into docs/screens/"
	@echo "make figures        draw every figure from the library"
	@echo "make architecture   draw the rooms of the code from the import contracts"
	@echo "make lock           compile requirements/*.txt anew"

$(PYTHON):
	@$(FIND_PYTHON); echo "Making .venv with $$("$$found" --version)"; "$$found" -m venv .venv

.venv/installed-run: requirements/run.txt | $(PYTHON)
	$(PYTHON) -m pip install --disable-pip-version-check --require-hashes -r requirements/run.txt
	@touch $@

.venv/installed-dev: requirements/dev.txt | $(PYTHON)
	$(PYTHON) -m pip install --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@ .venv/installed-run

run: .venv/installed-run
	@PATH="$(CURDIR)/.venv/bin:$$PATH" $(PYTHON) manage.py serve

test: .venv/installed-dev
	# Every branch of the rules has a test that names it. Those run first and are counted; counting
	# the others too, random histories above all, would take as long again.
	$(PYTEST) $(RULES) --cov --cov-report=term-missing:skip-covered --cov-fail-under=100
	$(PYTEST) $(addprefix --ignore=,$(RULES))

test-long: .venv/installed-dev
	PLAN_LOGS=20000 $(PYTEST) tests/progression/test_plan_properties.py

test-postgres: .venv/installed-dev
	# "make test" ran what is left out; the README says why it need not run again.
	$(PYTHON) -m tests.throwaway_postgres $(PYTEST) --reuse-db --create-db $(addprefix --ignore=tests/,$(ELSEWHERE))

junk: .venv/installed-dev
	$(PYTHON) -m tests.junk --requests $(REQUESTS) --seed $(SEED)

check: .venv/installed-dev
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/djlint --lint --quiet templates
	.venv/bin/lint-imports --no-cache --no-logo
	$(PYTHON) manage.py makemigrations --check --dry-run
	PUBLIC_URL=https://backflex.example TRUSTED_PROXY_COUNT=1 EMAIL_URL=smtps://mail.example $(PYTHON) manage.py check --deploy --fail-level WARNING

bench: .venv/installed-dev
	$(PYTHON) -m bench

demo: .venv/installed-run
	@$(PYTHON) manage.py migrate --verbosity 0
	@$(PYTHON) manage.py load_library
	@$(PYTHON) manage.py demo

screenshots: .venv/installed-dev
	$(PYTHON) -m screenshots

figures: .venv/installed-dev
	$(PYTHON) manage.py draw_figures

architecture: .venv/installed-dev
	$(PYTHON) -m screenshots.architecture

lock:
	uv pip compile --quiet --universal --python-version 3.12 --generate-hashes --no-emit-index-url --no-header --no-annotate --upgrade requirements/run.in --output-file requirements/run.txt
	uv pip compile --quiet --universal --python-version 3.12 --generate-hashes --no-emit-index-url --no-header --no-annotate --upgrade requirements/dev.in --output-file requirements/dev.txt
