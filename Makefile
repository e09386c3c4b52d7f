.PHONY: run test build dev bench help
.DEFAULT_GOAL := help

run: ## Install what is missing, build, fill the demo database on the first run, serve http://127.0.0.1:3000
	@.ci/serve

test: ## Install what is missing, then format, lints, unit, integration and browser tests
	@.ci/all

build: ## Leave one file, target/release/defter, that runs from any folder
	@.ci/setup build && .ci/build

dev: ## Rebuild and reload on every change (cargo leptos watch)
	@.ci/setup build && .ci/dev

bench: ## Measure the release build on 100,000 and 1,000,000 customers, beside bare counterparts
	@.ci/setup build && .ci/build && .ci/bench && .ci/bench million

help: ## List these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-6s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
