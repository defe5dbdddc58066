#!/bin/sh
# tests/core/test_changed_gdb.sh - a debugger sees no fault of a page that is write-protected

program=$2/tests/core/changed

if ! command -v gdb >/dev/null; then
    echo "no gdb"
    [ -n "${SIM_STRICT:-}" ] && exit 1
    exit 77
fi
export ASAN_OPTIONS=detect_leaks=0
gdb -q -nx -batch -ex 'set confirm off' -ex 'set startup-with-shell off' \
    -ex run "$program" >changed_gdb.txt 2>&1

if grep "SIGSEGV" changed_gdb.txt || ! grep "exited normally" changed_gdb.txt; then
    cat changed_gdb.txt
    exit 1
fi
