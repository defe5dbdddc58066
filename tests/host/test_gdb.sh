#!/bin/sh
# tests/host/test_gdb.sh - gdb's backtrace leads through stacks that lie higher and lower

program=$2/tests/host/fiber

if ! command -v gdb >/dev/null; then
    echo "no gdb"
    exit 77
fi
export ASAN_OPTIONS=detect_leaks=0
gdb -q -nx -batch -ex 'set confirm off' -ex 'set startup-with-shell off' \
    -ex 'break take_backtrace' -ex run -ex bt -ex continue -ex bt "$program" >gdb.txt 2>&1

for frame in take_backtrace inner_caller outer_caller on_stack_entry host_context_entry; do
    count=$(grep -c "^#[0-9]* .*$frame" gdb.txt)
    if [ "$count" != 2 ]; then
        echo "$frame is in $count of 2 backtraces:"
        cat gdb.txt
        exit 1
    fi
done
if grep -i "previous frame\|corrupt stack" gdb.txt; then
    cat gdb.txt
    exit 1
fi
