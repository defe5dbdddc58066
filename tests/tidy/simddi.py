#!/usr/bin/env python3
# tests/tidy/simddi.py - simddi lists every documented function once, in the promised form
#
# simddi.py SIMDDI DDI_TSV
import collections
import subprocess
import sys

HEADERS = ("wdm.h", "ntddk.h", "ntifs.h", "ntstrsafe.h", "ntintsafe.h")
STATES = ("implemented", "inline", "not implemented")
REACHED = ("tested", "untested")


def main():
    command = [sys.executable, sys.argv[1]]
    listing = subprocess.run(command, check=True, text=True, capture_output=True)
    rows = [line.split("\t") for line in listing.stdout.splitlines()]
    with open(sys.argv[2], encoding="utf-8") as table:
        documented = [line.split("\t")[:2] for line in table if not line.startswith("#")]
    expected = collections.Counter((n, header) for header, n in documented if header in HEADERS)
    well_formed = [len(row) == 4 and row[2] in STATES and row[3] in REACHED for row in rows]
    problems = [f"malformed: {row}" for row, good in zip(rows, well_formed) if not good]
    if collections.Counter((row[0], row[1]) for row in rows) != expected:
        problems.append("not the functions of ddi.tsv")
    if not any(row[2] == "implemented" for row in rows):
        problems.append("nothing is implemented")
    if "functions:" not in listing.stderr:
        problems.append("no totals on standard error")
    print("\n".join(problems))
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
