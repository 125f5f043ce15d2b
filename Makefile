# Needs Python 3.11 or newer, make and a shell. Everything else is installed into .venv, with checked hashes; the
# tests of the portal need Chromium besides, which Debian's package manager brings where that may be run.

PYTHON ?= python3
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help demo test kafka bench check check-generated generate lock clean install-demo install-dev install-browser

help: ## Say what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: install-demo ## Run Quorate on a believable, synthetic partnership
	@$(BIN)/quorate demo

test: install-dev install-browser ## Run the whole suite
	@$(BIN)/python -m quorate_services.broker || true
	@PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest --numprocesses=3 --no-loadscope-reorder

kafka: install-dev ## Provide the Kafka of tests and bench: Java, and its programs by Maven
	@$(BIN)/python -m quorate_services.broker

bench: install-dev install-browser ## Measure beside the peers, in one run
	@$(BIN)/python -m benchmarks

check: install-dev check-generated ## Lint, format, types, import direction, generated files, scans
	@echo "Lint …" && $(BIN)/ruff check --quiet .
	@echo "Format …" && $(BIN)/ruff format --quiet --check .
	@echo "Types …" && $(BIN)/mypy
	@echo "Import direction …" && $(BIN)/lint-imports
	@echo "Locks, licences, secrets, vendored files …" && $(BIN)/python -m scans

# Which files these are, and what makes each: services/quorate_services/reference/files.py.
check-generated: install-dev
	@echo "Generated files …" && $(BIN)/python -m quorate_services.reference --check
	@echo "Breaking changes …" && $(BIN)/python -m quorate_graphql.compare

generate: install-dev ## Write the generated files anew: schema, reference pages
	@$(BIN)/python -m quorate_services.reference --write

COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header --no-annotate

lock: install-dev ## Write both locks anew from pyproject.toml (UPGRADE=1 takes newer versions)
	@echo "Resolving …"
	@$(COMPILE) $(if $(UPGRADE),--upgrade) --extra dev pyproject.toml --output-file requirements-dev.lock
	@grep '^hatchling==' requirements-dev.lock | cut -d' ' -f1 | $(COMPILE) --extra demo \
		--constraint requirements-dev.lock pyproject.toml - --output-file requirements.lock

clean: ## Remove what was installed and cached here; the data of the demo stays
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache dist
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

install-demo:
	$(call install,requirements.lock,demo)

install-dev:
	$(call install,requirements-dev.lock,dev)

install-browser:
	@for each in chromium chromium-browser google-chrome; do \
		if command -v $$each >/dev/null; then exit 0; fi; done; \
	if command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then \
		echo "Installing Chromium for the tests of the portal (once) …"; \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
			chromium fonts-liberation >/dev/null; \
	else \
		echo "The tests of the portal need Chromium. On Debian and Ubuntu: apt install chromium"; exit 1; \
	fi

# Installs when the content of the lock or of pyproject.toml is not what was installed last. All that the demo needs
# is in the other lock as well, in the same versions.
define install
@set -eu; \
	if cat $(1) pyproject.toml | cmp -s - .venv/installed-$(2); then exit 0; fi; \
	if [ $(2) = demo ] && cat requirements-dev.lock pyproject.toml | cmp -s - .venv/installed-dev; then exit 0; fi; \
	$(require_python); \
	if ! $(BIN)/python -m pip --version >/dev/null 2>&1; then \
		echo "Creating .venv (once) …"; $(PYTHON) -m venv --clear .venv; \
	fi; \
	echo "Installing what Quorate needs from $(1) (once, about half a minute) …"; \
	$(BIN)/python -m pip install $(PIP_OPTIONS) --require-hashes -r $(1); \
	echo "Installing Quorate itself …"; \
	$(BIN)/python -m pip install $(PIP_OPTIONS) --no-deps --no-build-isolation -e .; \
	cat $(1) pyproject.toml > .venv/installed-$(2)
endef

PIP_OPTIONS := --quiet --no-input --disable-pip-version-check

define require_python
command -v $(PYTHON) >/dev/null || { \
		echo "Python 3.11 or newer is needed, and '$(PYTHON)' was not found."; exit 1; }; \
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Python 3.11 or newer is needed; '$(PYTHON)' is older. Name another: make PYTHON=python3.12 …"; exit 1; }; \
	$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "Python's 'venv' is missing. On Debian and Ubuntu: apt install python3-venv"; exit 1; }
endef
