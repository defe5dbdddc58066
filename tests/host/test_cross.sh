#!/bin/sh
# tests/host/test_cross.sh - contexts on AArch64: assembled everywhere, run where QEMU is installed
#
# The drivers' clang assembles for any processor, so the assembly is always checked. A C library for
# AArch64 and QEMU's user mode are no requirement of libsim: without them the program is not run.
source=$1
host=$source/sim/host
compiler=${SIM_CROSS_CC:-aarch64-linux-gnu-gcc}
emulator=${SIM_CROSS_RUN:-$(command -v qemu-aarch64 || command -v qemu-aarch64-static)}

set -e
"$SIM_CLANG" --target=aarch64-linux-gnu -c -o fiber_aarch64.o "$host/fiber_aarch64.S"
for name in host_switch host_frame_make host_call_on_stack; do
    "${NM:-nm}" fiber_aarch64.o 2>/dev/null | grep -q "T $name" ||
        { echo "fiber_aarch64.S does not define $name"; exit 1; }
done
if ! command -v "${compiler%% *}" >/dev/null || [ -z "$emulator" ]; then
    echo "assembled; not run: no aarch64-linux-gnu-gcc or no qemu-aarch64"
    exit 0
fi
$compiler -static -O1 -g -fshort-wchar -funwind-tables -DLADDER_sim \
    -I"$source/sim" -I"$host" -o fiber_cross "$source/tests/host/cross/fiber_cross.c" \
    "$host/fiber.c" "$host/fiber_asan.c" "$host/backtrace.c" "$host/fiber_aarch64.S"
$emulator ./fiber_cross
