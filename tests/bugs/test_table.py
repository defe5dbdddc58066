#!/usr/bin/env python3
# tests/bugs/test_table.py - how many schedules it takes to find each defect of the corpus
#
# Each program of the corpus leaves a row beside it (bugs.h); this makes a table of them, corpus.md
# in the build's tests/bugs. It fails when a driver that has a twin has no row.
#
import pathlib
import sys

SEEDS = 20
HEAD = ["driver", "found as", "least", "median", "most",
        "without races, as", "least", "median", "most",
        "twin", "schedules", "steps of the longest", "schedules/s"]


def twins(source):
    for file in sorted((source / "tests/bugs/drivers").glob("*.c")):
        if "// TWINS" in file.read_text().splitlines()[:10]:
            yield file.stem


def row_of(build, name):
    file = build / "tests/bugs" / (name + ".row")
    return file.read_text().rstrip("\n").split("\t") if file.exists() else None


def line(cells):
    return "| " + " | ".join(cells) + " |\n"


def median(numbers):
    numbers = sorted(numbers)
    return (numbers[(len(numbers) - 1) // 2] + numbers[len(numbers) // 2]) / 2


def main():
    source, build = map(pathlib.Path, sys.argv[1:3])
    rows = {name: row_of(build, name) for name in twins(source)}
    found = [row for row in rows.values() if row is not None]

    with open(build / "tests/bugs/corpus.md", "w") as table:
        table.write(f"Schedules to the first failure, {SEEDS} searches for each driver (AUTO, or "
                    "as said); then the search of its twin.\n\n")
        table.write(line(HEAD) + line(["---"] * len(HEAD)))
        table.writelines(line(row) for row in found)
        if found:
            table.write(f"\nMedian of the medians: {median([int(row[3]) for row in found]):g}; "
                        f"without races {median([int(row[7]) for row in found]):g}.\n")
    if "SIM_SANITIZE:BOOL=ON" in (build / "CMakeCache.txt").read_text():
        return 0  # not all is searched for there
    missing = [name for name, row in rows.items() if row is None or len(row) != len(HEAD)]
    if missing:
        print("no row of: " + ", ".join(missing))
    return 1 if missing else 0


sys.exit(main())
