#!/usr/bin/env python3
# tests/tidy/inline.py - which functions without a gate (inline, aliases) tests name
#
# inline.py SOURCE BUILD: writes BUILD/gatecounts/inline.txt for simddi, as gates write theirs.
import collections
import pathlib
import re
import sys

source, build = map(pathlib.Path, sys.argv[1:])
rows = (line.split("\t") for line in (build / "gate" / "ddi.list").read_text().splitlines())
gates = set((build / "gate" / "stubs.txt").read_text().split())
states = ("inline", "implemented")
inline = {name for name, _, state in rows if state in states and name not in gates}
counts = collections.Counter()
for folder in ("tests", "samples"):
    for path in (source / folder).rglob("*.[ch]"):
        text = re.sub(r"/\*.*?\*/|//[^\n]*", " ", path.read_text(encoding="utf-8"), flags=re.S)
        counts.update(word for word in re.findall(r"\w+", text) if word in inline)
(build / "gatecounts").mkdir(exist_ok=True)
lines = (f"{name} {counts[name]}\n" for name in sorted(counts))
(build / "gatecounts" / "inline.txt").write_text("".join(lines))
sys.exit("no inline function is named anywhere" if not counts else 0)
