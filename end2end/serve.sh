#!/usr/bin/env bash
# Serves the release build with fresh demo data for the browser tests. usage: serve.sh ADDRESS VIES
set -euo pipefail
cd "$(dirname "$0")"
mkdir -p test-results
# What an earlier run left says nothing about this one.
rm -rf test-results/defter.db* test-results/axe test-results/clock test-results/clock.lock
# Playwright's settings are none of the program's, which refuses what it does not know.
unset DEFTER_E2E_ADDRESS DEFTER_E2E_VIES
export DEFTER_DATABASE_URL=sqlite:test-results/defter.db
../target/release/defter seed --demo >/dev/null
# The usual table, but one person plays the part of many here.
sed 's/^customers>25 /customers>2500 /' ../app/model/src/changes/policy.txt >test-results/policy.txt
../target/release/defter policy set --file test-results/policy.txt >/dev/null
# Loud enough that a panic is found in it: tests/support/no_panics.ts reads it at the end.
exec ../target/release/defter serve --allow-demo --test-clock test-results/clock --mail-folder test-results/mail --listen "$1" --vies --vies-url "http://$2/rest-api" 2>test-results/server.log
