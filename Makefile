# Verbs of this checkout. Each is one script; `make help` lists them.
PYTHON ?= python3
SETUP := $(PYTHON) scripts/bootstrap.py

.DEFAULT_GOAL := help
.PHONY: help setup demo test check format bench chaos fuzz screenshots openapi lock clean

help:         ## Show these verbs
	@sed -n 's/^\([a-z]*\): *## /\1|/p' $(MAKEFILE_LIST) | awk -F'|' '{printf "  make %-12s %s\n", $$1, $$2}'
setup:        ## Prepare the development environment and build the client
	@$(SETUP) setup --profile dev
demo:         ## Run a believable company on http://localhost:3333
	@$(SETUP) demo
test:         ## Run every test: backend, simulators, client, browser journeys
	@$(SETUP) run --build -- python scripts/test.py
check:        ## Format, lint, types, contracts, unused code, migrations, API document
	@$(SETUP) run -- python scripts/check.py
format:       ## Rewrite the sources in the house's format
	@$(SETUP) run -- python scripts/format.py
bench:        ## Measure throughput and latency
	@$(SETUP) run --build -- python scripts/bench.py $(ARGS)
chaos:        ## Kill parts and fail vendors while customers work, then check the promises
	@$(SETUP) run --build -- python scripts/chaos.py $(ARGS)
fuzz:         ## Send thousands of made-up requests and hold every answer against the API document
	@$(SETUP) run --build -- python scripts/fuzz.py $(ARGS)
screenshots:  ## Take pictures of every page, light and dark
	@$(SETUP) run --build -- npm --prefix frontend run screenshots
openapi:      ## Write docs/api/openapi.json and the client's types from it
	@$(SETUP) run -- python scripts/openapi.py
lock:         ## Lock the Python packages anew
	@$(SETUP) run -- python scripts/lock.py
clean:        ## Remove what setup, builds and tests made; the demonstration's data too
	@$(PYTHON) scripts/clean.py
