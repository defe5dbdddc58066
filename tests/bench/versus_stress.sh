#!/bin/sh
# tests/bench/versus_stress.sh - the same racy drivers, stressed on all cores and searched on one
#
#   versus_stress.sh <build folder> [seconds for each]
#
# Left: the driver's source, linked with a kernel of Linux threads (versus/kernel.c), two of them
# for each pair of cores, who meet again and again at the place where it is wrong. Right: libsim
# with AUTO on one core: a search from boot to the shrunk schedule and its report, again and again
# with other seeds. A bug: a trial that failed; a search that found it. Nothing here is a test.
set -e

build=${1:?usage: versus_stress.sh build-folder [seconds]}
seconds=${2:-10}
source=$(cd "$(dirname "$0")/../.." && pwd)
here=$source/tests/bench/versus
cc=${SIM_CLANG:-clang}
command -v "$cc" >/dev/null || cc=clang-19
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

abi="-std=gnu11 -fshort-wchar -mms-bitfields -fms-extensions -fno-strict-aliasing -Wno-microsoft"
include="-I$source/include -I$source/include/wdk"
drivers="cancel_completion list_race bench_once"

build_stress()
{
    $cc -O2 -DFIXED=0 $abi -isystem "$source/include/wdk" -isystem "$source/include/wdk/crt" \
        -c "$source"/tests/*/drivers/"$1.c" -o "$work/$1.o"
    $cc -O2 $abi $include "$here/kernel.c" "$here/stress.c" "$work/$1.o" -pthread \
        -o "$work/stress_$1"
}

build_search()
{
    $cc -O2 $abi $include -fPIC -fno-plt "$here/search.c" -no-pie -Wl,-z,now \
        -L"$build/lib" -Wl,-rpath,"$build/lib" -lsim -lcmocka -o "$work/search"
}

# driver, how, trials or schedules, bugs, seconds
line()
{
    awk -v driver="$1" -v how="$2" -v seconds="$3" -v trials="$4" -v bugs="$5" 'BEGIN {
        printf "%-20s %-24s %11d %7d %10.1f %14s\n", driver, how, trials, bugs, bugs / seconds,
               bugs == 0 ? "-" : sprintf("%.0f", trials / bugs)
    }'
}

build=$(cd "$build" && pwd)
build_search
cores=$(getconf _NPROCESSORS_ONLN)
printf '%-20s %-24s %11s %7s %10s %14s\n' driver how schedules bugs 'bugs/s' 'schedules/bug'
for driver in $drivers; do
    build_stress "$driver"
    line "$driver" "threads on $cores cores" $("$work/stress_$driver" "$driver" "$seconds")
    line "$driver" "libsim AUTO on 1 core" \
        $(SIM_DRIVER_PATH=$build/drivers "$work/search" "$driver" "$seconds" 2>/dev/null)
done
