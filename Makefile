# Two commands for newcomers: `make run` and `make test`. Everything else is for people who work on the project.

SWIFT ?= swift
CONFIGURATION ?= release
RELEASE_FLAGS = -c release --static-swift-stdlib
ARGUMENTS ?=

.PHONY: help run build test unit sanitize fuzz simulate page format lint bench docs clean setup setup-tests

help: ## Show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sort | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

run: setup ## Build the gateway and start it; prints the address of the chat page
	$(SWIFT) build $(RELEASE_FLAGS) --product openclaw
	@exec $$($(SWIFT) build $(RELEASE_FLAGS) --show-bin-path)/openclaw gateway run --allow-unconfigured $(ARGUMENTS)

build: setup ## Build the release binary .build/release/openclaw
	$(SWIFT) build $(RELEASE_FLAGS) --product openclaw

test: setup-tests ## Install what the tests need and run everything
	@Tests/all

unit: setup ## Run the Swift tests only
	$(SWIFT) test

sanitize: setup ## Run the Swift tests under the thread sanitizer, then under the address sanitizer
	Tests/sanitize thread
	Tests/sanitize address

fuzz: setup ## Feed the parsers inputs that break them, ten minutes for each
	Tests/Fuzz/run --minutes 10

simulate: setup ## Put the gateway into failing worlds: SEEDS=20000, or SCENARIO=messages SEED=7 to see one
	Tests/Simulation/run $(if $(SEED),--seed $(SEED),--seeds $(or $(SEEDS),20000)) $(if $(SCENARIO),--scenario $(SCENARIO))

page: ## Embed the control page's files again
	Sources/OpenClawServer/ControlPage/embed.py

format: ## Format the sources
	$(SWIFT) format format -r -i -p Sources Tests Examples Package.swift

lint: ## Check the format of the sources
	$(SWIFT) format lint -r -p Sources Tests Examples Package.swift

bench: build ## Measure the gateway side by side with public servers
	Tests/Benchmarks/run

docs: ## Build the DocC archives of the public modules into .build/documentation
	Docs/build

setup: ## Install the C libraries the build needs
	@Tests/setup build

setup-tests: ## Install what the build and the tests need
	@Tests/setup tests

clean: ## Remove everything that was built
	rm -rf .build .venv
