#!/bin/sh
# tests/package/template.sh - a user's repository: installs libsim, copies the template, tests it
#
# template.sh SOURCE BUILD WORK: uses the system's default compiler, not the project's
set -eu
source=$1 build=$2 work=$3
unset CC CFLAGS LDFLAGS SIM_DRIVER_PATH SIM_COVERAGE_DIR 2>/dev/null || true
rm -rf "$work"
mkdir -p "$work"
cmake --install "$build" --prefix "$work/prefix" >"$work/install.log"
cp -r "$source/samples/template" "$work/template"
cd "$work/template"
cmake -G Ninja -S . -B build -D CMAKE_PREFIX_PATH="$work/prefix" -D CMAKE_C_COMPILER=cc \
    >"$work/configure.log"
cmake --build build
ctest --test-dir build --output-on-failure --no-tests=error
SIM_RACES=1 ctest --test-dir build --output-on-failure --no-tests=error # it is instrumented
"$work/prefix/bin/simddi" build/mydrv.sys

# A symbol that libsim does not have fails the build, with its name and who needs it.
cat >>queue.c <<'END'
VOID NotInWindows(VOID);
VOID CallsIt(VOID);

VOID
CallsIt(VOID)
{
    NotInWindows();
}
END
if cmake --build build >"$work/refused.log" 2>&1; then
    echo "A driver that calls NotInWindows was built." >&2
    exit 1
fi
grep 'NotInWindows, needed by queue.c.o,' "$work/refused.log"
