#!/bin/sh
# tests/samples/test_edu_sys.sh - the edu driver's same source becomes a Windows driver
#
# test_edu_sys.sh SOURCE BUILD: compiled against mingw-w64's DDK headers and linked to a PE image.
set -eu
source=$1
compiler=x86_64-w64-mingw32-gcc
ddk=/usr/share/mingw-w64/include/ddk
if ! command -v $compiler >/dev/null || [ ! -d $ddk ]; then
    echo "skipped: $compiler or the DDK headers are missing (Debian: gcc-mingw-w64-x86-64-win32," \
        "mingw-w64-x86-64-dev)"
    exit 77
fi

objects=""
for file in driver pnp request queue hardware; do
    $compiler -std=gnu11 -O2 -Wall -Wextra -Wno-unused-parameter -Wno-multichar -Werror \
        -isystem $ddk -c "$source/samples/edu/$file.c" -o "edu_$file.o"
    objects="$objects edu_$file.o"
done
$compiler -shared -nostdlib -Wl,--subsystem,native -Wl,--entry,DriverEntry \
    -Wl,--exclude-all-symbols -o edu.sys $objects -lntoskrnl -lhal

x86_64-w64-mingw32-objdump -p edu.sys >edu.txt
grep 'file format pei-x86-64' edu.txt
grep -E '^Subsystem.*NT native' edu.txt
grep -E 'Member-Name|IoConnectInterruptEx' edu.txt | head -2
if grep 'DLL Name' edu.txt | grep -v -i -E 'ntoskrnl.exe|hal.dll'; then
    echo "edu.sys imports from something that is not the kernel" >&2
    exit 1
fi
