#!/bin/sh
# tests/host/test_valgrind.sh - stacks, windows and faults under valgrind

# TIMEOUT 120
programs=$2/tests/host

if ! command -v valgrind >/dev/null; then
    echo "no valgrind"
    [ -n "${SIM_STRICT:-}" ] && exit 1
    exit 77
fi
if grep -q __asan_init $programs/windows; then
    echo "AddressSanitizer and valgrind exclude each other"
    exit 0
fi
for program in windows fiber; do
    valgrind -q --error-exitcode=9 $programs/$program || exit 1
done
valgrind -q $programs/fault # its bad accesses are reported, and handled
