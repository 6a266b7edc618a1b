# Needs Python 3.12 or newer and make. `make run` starts everything, `make test` checks everything quick.
.DEFAULT_GOAL := run
.PHONY: setup install free-port run test test-all bench lint pictures
.NOTPARALLEL:
SHELL := /bin/sh
export PORT ?= 8000

# A version manager's stand-in exists and fails when its version is not installed: run each candidate.
CANDIDATES := python3.13 python3 python3.12 python3.14 python /usr/bin/python3 /usr/local/bin/python3 \
	$(wildcard $(HOME)/.pyenv/versions/3.1[2-9]*/bin/python)
PYTHON ?= $(shell for python in $(CANDIDATES); do \
	"$$python" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 12))' >/dev/null 2>&1 \
	&& echo "$$python" && break; done)

VENV := .venv/bin/python
# Written last; `installing` is there while pip works, so an interrupted install starts over.
INSTALLED := .venv/installed
INSTALLING := .venv/installing
WANTED := $(shell cksum < requirements.txt | tr ' ' -)
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard locale/*/LC_MESSAGES/*.po))

setup: $(if $(filter-out $(WANTED),$(shell cat $(INSTALLED) 2>/dev/null || echo none)),install) $(CATALOGUES)

install:
ifeq ($(PYTHON),)
	@echo '需要 Python 3.12 或更高版本（含 venv）。/ Python 3.12 or newer with venv is needed.' >&2
	@echo 'Debian, Ubuntu: apt-get install python3 python3-venv; macOS: brew install python@3.13' >&2
	@exit 1
else
	@if [ -e $(INSTALLING) ] || ! $(VENV) -c '' 2>/dev/null; then $(PYTHON) -m venv --clear .venv; fi
	@touch $(INSTALLING)
	@$(VENV) -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@echo '$(WANTED)' > $(INSTALLED)
	@rm $(INSTALLING)
endif

%.mo: %.po
	@$(VENV) -m babel.messages.frontend --quiet compile --input-file=$< --output-file=$@

# First of all: nobody waits for an installation to be told that the port is taken.
free-port:
	@python=$$(test -x $(VENV) && echo $(VENV) || echo "$(PYTHON)"); \
	if [ -n "$$python" ]; then "$$python" -I site/config/port.py; fi

run: free-port setup
	@$(VENV) manage.py serve

lint: export PYTHONPATH := .:site
lint: setup
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@$(VENV) -m mypy >/dev/null 2>&1 || { rm -rf .mypy_cache; $(VENV) -m mypy; } # a stale cache tells lies
	@$(VENV) -c 'from importlinter.cli import lint_imports_command as lint; lint()'
	@$(VENV) manage.py makemigrations --check --dry-run
	@$(VENV) manage.py messages --check

test: lint
	@$(VENV) -m pytest -n 2 -m "not slow"

test-all: lint
	@$(VENV) -m pytest -n 2

# The pictures of all sheets and of the public pages, docs/pictures/printing/ and portal/ (needs poppler-utils
# and chromium).
pictures: export PICTURES := docs/pictures
pictures: setup
	@$(VENV) -m pytest -q -n 0 tests/flows/test_printed_pictures.py tests/browser/test_portal_pictures.py

bench: setup
	@$(VENV) -m pytest tests/speed -p no:randomly
