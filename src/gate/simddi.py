#!/usr/bin/env python3
# src/gate/simddi.py - which functions of the WDK libsim has, and which of them a test has called
#
#   simddi            every function of wdm.h, ntddk.h, ntifs.h, ntstrsafe.h and ntintsafe.h
#   simddi NAME.sys   what this driver imports
#   simddi --tested   the names that tests have called, one a line
#
# Lines: name, header, "implemented" | "inline" | "not implemented", "tested" | "untested".
# "implemented" is not a gate that stops by name; "inline" lives in the header. "tested" was called
# by at least one ctest: each test process leaves its gates' counts in SIM_COVERAGE_DIR, or else in
# the build's folder gatecounts. What is inline nothing counts at run time;
# it is tested if the sources of tests and their drivers name it (tests/tidy/inline.py).
import argparse
import collections
import os
import pathlib
import shutil
import subprocess
import sys

HEADERS = ("wdm.h", "ntddk.h", "ntifs.h", "ntstrsafe.h", "ntintsafe.h")
TOTALS = ("implemented", "inline", "not implemented", "tested")
HOME = pathlib.Path(__file__).resolve().parent.parent
PRIVATE = ("crt_", "__tsan_", "__asan_", "__ubsan_", "__sanitizer_")

Function = collections.namedtuple("Function", "name header state")


def known_functions():
    for place in (HOME / "gate", HOME / "share" / "libsim"):
        if (place / "ddi.list").exists():
            lines = (place / "ddi.list").read_text(encoding="utf-8").splitlines()
            return [Function(*line.split("\t")) for line in lines]
    sys.exit("simddi: ddi.list is missing; build or install libsim first")


def tested_names(folder):
    names = set()
    shipped = HOME / "share" / "libsim" / "tested.list"
    if shipped.exists():
        names.update(shipped.read_text(encoding="utf-8").split())
    for path in folder.glob("*.txt") if folder.is_dir() else ():
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
            name, _, count = line.partition(" ")
            if count.isdigit() and int(count) > 0:
                names.add(name)
    return names


def imports(module):
    nm = shutil.which("nm") or sys.exit("simddi: nm is missing (Debian: binutils)")
    listing = subprocess.check_output([nm, "-D", "-u", "-P", module], text=True)
    return sorted({line.split()[0].partition("@")[0] for line in listing.splitlines()})


def of_driver(module, functions):
    known = {function.name: function for function in reversed(functions)}
    for name in imports(module):
        if not name.startswith(PRIVATE):
            yield known.get(name, Function(name, "-", "not implemented"))


def print_table(functions, tested):
    totals = collections.Counter()
    for function in functions:
        reached = "tested" if function.name in tested else "untested"
        totals[function.state] += 1
        totals[reached] += 1
        print(*function, reached, sep="\t")
    parts = [f"{totals[key]} {key}" for key in TOTALS]
    print(f"{sum(totals[key] for key in TOTALS[:3])} functions:", ", ".join(parts), file=sys.stderr)


def main():
    parser = argparse.ArgumentParser(description="Which WDK functions libsim has.")
    parser.add_argument("module", nargs="?", help="a driver, name.sys")
    parser.add_argument("--counts", type=pathlib.Path, help="folder with what gates counted",
                        default=os.environ.get("SIM_COVERAGE_DIR", HOME / "gatecounts"))
    parser.add_argument("--tested", action="store_true", help="only the names that tests called")
    options = parser.parse_args()

    tested = tested_names(pathlib.Path(options.counts))
    if options.tested:
        print("".join(name + "\n" for name in sorted(tested)), end="")
        return
    functions = known_functions()
    if options.module:
        print_table(of_driver(options.module, functions), tested)
    else:
        print_table((f for f in functions if f.header in HEADERS), tested)


if __name__ == "__main__":
    try:
        main()
    except BrokenPipeError:
        sys.stderr.close()
