#!/bin/sh
# tests/fuzz/run.sh - run.sh <program> <corpus> <inputs>: the same inputs in every run
set -eu
program=$1 corpus=$2 inputs=$3
learnt=$program.learnt
rm -rf "$learnt"
mkdir -p "$learnt" "$program.failed"
# Faults are libsim's to report.
exec "$program" -runs="$inputs" -seed=1 -max_len=128 -len_control=0 -timeout=5 \
    -handle_segv=0 -handle_bus=0 -handle_ill=0 -handle_fpe=0 \
    -artifact_prefix="$program.failed/" "$learnt" "$corpus"
