# Two commands on a fresh machine: `make demo` and `make test`. They need Python >= 3.11 and make, nothing else.
PYTHON ?= python3
PORT ?= 8676
VENV := .venv
BIN := $(VENV)/bin

.PHONY: help setup demo test test-long faults lint accuracy bench security sbom lock clean

help:
	@echo "make demo    the whole office on this machine, page at http://127.0.0.1:$(PORT)/"
	@echo "make test    the whole suite"
	@echo "make test-long  10,000 random campaigns against the overlap oracle, 10,000 races"
	@echo "make faults  every fault of docs/reliability.md, for hours; ONLY=T1,T6 ROUNDS=500 SEED=7 make it shorter"
	@echo "make lint    ruff and mypy --strict"
	@echo "make accuracy  how well times, units, contents, lines and refusals are read"
	@echo "make bench   benchmarks"
	@echo "make security  the security tests, and docs/security.md from what they measured"
	@echo "make sbom    the list of what is installed, as CycloneDX: var/sbom.json"
	@echo "make lock    pin the dependencies again (needs uv)"

# The virtual environment with what running needs; made again when the lock changes.
$(VENV)/.run: requirements/run.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "KTGS needs Python 3.11 or newer; name one with: make PYTHON=python3.12"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements/dev.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

setup: $(VENV)/.dev

demo: $(VENV)/.run
	@$(BIN)/ktgs demo --port $(PORT)

test: $(VENV)/.dev
	@$(BIN)/python -m pytest -n 3 --dist loadfile --no-loadscope-reorder

# Overlaps are the heart: these take about half an hour.
test-long: $(VENV)/.dev
	@OVERLAP_CAMPAIGNS=10000 OVERLAP_ROUNDS=10000 $(BIN)/python -m pytest -n 2 --dist load \
	  tests/planning/test_overlap_oracle.py tests/planning/test_campaign_views_oracle.py tests/storage/test_overlap_races.py

# One table: what was tried, survived, lost, repeated. make faults ONLY=T1,T6 ROUNDS=500 SEED=7
faults: $(VENV)/.dev
	@$(BIN)/python -m tests.faults.harness $(if $(ONLY),--only $(ONLY)) $(if $(ROUNDS),--rounds $(ROUNDS)) \
	  $(if $(SEED),--seed $(SEED)) $(if $(SHORT),--short)

lint: $(VENV)/.dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

DATA := tests/planning/data
accuracy: $(VENV)/.run
	@$(BIN)/ktgs accuracy $(DATA)/time_expressions.jsonl $(DATA)/more_time_expressions.jsonl \
	  $(DATA)/unit_mentions.jsonl $(DATA)/content_pairs.jsonl $(DATA)/more_content_pairs.jsonl \
	  $(DATA)/programme_lines.jsonl $(DATA)/cell_lines.jsonl $(DATA)/refusals.jsonl

security: $(VENV)/.dev
	@$(BIN)/python -m tests.security.report

$(VENV)-sbom/.sbom: requirements/sbom.txt
	@test -x $(VENV)-sbom/bin/python || $(PYTHON) -m venv $(VENV)-sbom
	@echo '*' > $(VENV)-sbom/.gitignore
	@$(VENV)-sbom/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/sbom.txt
	@touch $@

sbom: $(VENV)-sbom/.sbom
	@mkdir -p var
	@$(VENV)-sbom/bin/cyclonedx-py requirements --output-reproducible --pyproject pyproject.toml -o var/sbom.json requirements/run.txt

# Other people's bots to compare with, in an environment of their own. Its .gitignore keeps git and ruff out of it.
$(VENV)-bench/.bench: requirements/bench.txt
	@test -x $(VENV)-bench/bin/python || $(PYTHON) -m venv $(VENV)-bench
	@echo '*' > $(VENV)-bench/.gitignore
	@$(VENV)-bench/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bench.txt
	@touch $@

# make bench BENCH="--quick --only ours"
bench: $(VENV)/.dev $(VENV)-bench/.bench
	@$(BIN)/python benchmarks/bench_start.py
	@$(BIN)/python benchmarks/bench_transport.py
	@$(BIN)/python benchmarks/bench_overlap.py
	@$(BIN)/python benchmarks/bench_talk.py $(BENCH)

# Hashes, no addresses: the same lock serves any package index and every platform.
lock:
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-emit-find-links --no-header \
	  --python-version 3.11 --extra build pyproject.toml -o requirements/run.txt
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-emit-find-links --no-header \
	  --python-version 3.11 --extra dev pyproject.toml -c requirements/run.txt -o requirements/dev.txt
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-emit-find-links --no-header \
	  --python-version 3.11 requirements/bench.in -o requirements/bench.txt
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-emit-find-links --no-header \
	  --python-version 3.11 requirements/sbom.in -o requirements/sbom.txt

clean:
	rm -rf $(VENV) $(VENV)-bench $(VENV)-sbom var build *.egg-info
