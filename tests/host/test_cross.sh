#!/bin/sh
# tests/host/test_cross.sh - contexts on AArch64, where a compiler and QEMU are installed

source=$1
compiler=${SIM_CROSS_CC:-aarch64-linux-gnu-gcc}
emulator=${SIM_CROSS_RUN:-$(command -v qemu-aarch64 || command -v qemu-aarch64-static)}

if ! command -v ${compiler%% *} >/dev/null || [ -z "$emulator" ]; then
    echo "no aarch64-linux-gnu-gcc or no qemu-aarch64 (Debian: gcc-aarch64-linux-gnu qemu-user)"
    exit 77
fi
host=$source/sim/host
set -e
$compiler -static -O1 -g -fshort-wchar -funwind-tables -DLADDER_sim \
    -I$source/sim -I$host -o fiber_cross $source/tests/host/cross/fiber_cross.c \
    $host/fiber.c $host/fiber_asan.c $host/backtrace.c $host/fiber_aarch64.S
$emulator ./fiber_cross
