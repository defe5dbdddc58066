#!/bin/sh
# test.sh - installs what is missing, builds each preset and runs its tests
#
# sh test.sh [preset...]   presets: default (if none is named), gcc, asan, fuzz
# With SIM_STRICT=1 in the environment, a missing tool fails a test instead of skipping it.
set -eu
cd "$(dirname "$0")"
. cmake/setup.sh
sim_setup build test
[ $# -gt 0 ] || set -- default
failed=
for preset in "$@"; do
    echo "== $preset: building"
    sim_build "$preset"
    folder=build-$preset
    [ "$preset" != default ] || folder=build
    rm -rf "$folder/gatecounts"
    echo "== $preset: testing"
    ctest --preset "$preset" -j "$(nproc)" >"$folder/ctest.log" 2>&1 || failed="$failed $preset"
    grep -Ev '^ +Start +[0-9]+: |Passed +[0-9.]+ sec$' "$folder/ctest.log"
done
[ -z "$failed" ] || { echo "Tests failed in:$failed" >&2; exit 1; }
