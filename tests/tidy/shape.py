#!/usr/bin/env python3
# tests/tidy/shape.py - the shape of every file, as CODING.md asks for it
#
# shape.py SOURCE: reported are
#   H1. a file whose head does not say "<its path> - <purpose>" (C: line 2; scripts: line 1 or 2),
#   H2. a line of more than 100 columns, a tab, a blank at the end of a line,
#   H3. a note to do something later,
#   H4. long and wchar_t in src/ and sim/: they do not mean in Linux what they mean in Windows.
import pathlib
import re
import sys

FOLDERS = ("src", "sim", "include", "tests", "samples", "cmake")
C_FILES = {".c", ".h", ".S", ".cpp"}
SCRIPTS = {".py", ".sh", ".cmake"}
TABLES = {".tsv"}
KINDS = C_FILES | SCRIPTS | TABLES
COLUMNS = 100
LATER = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X)\b")
FOREIGN = re.compile(r"\b(long|wchar_t)\b")


def files(source):
    for folder in FOLDERS:
        for path in sorted((source / folder).rglob("*")):
            if path.is_file() and (path.suffix in KINDS or path.name == "CMakeLists.txt"):
                yield path
    for name in ("CMakeLists.txt", "demo.sh", "test.sh"):
        yield source / name


def code_only(text):
    """The text without comments and strings, line by line."""
    blank = lambda match: re.sub(r"[^\n]", " ", match[0])
    return re.sub(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"', blank, text, flags=re.S)


def has_head(lines, path, name):
    marked = lines[1:2] if path.suffix in C_FILES else lines[:2]
    prefix = r" \* " if path.suffix in C_FILES else r"# "
    short = re.escape(name.partition("/")[2] or name)
    return any(re.match(rf"{prefix}(\w+/)?{short} - \S", line) for line in marked)


def problems(path, source):
    name = path.relative_to(source).as_posix()
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()
    if not has_head(lines, path, name):
        yield f"H1: {name}: the head does not say '{name} - <purpose>'"
    for number, line in enumerate(lines, 1):
        untidy = len(line) > COLUMNS or "\t" in line or line != line.rstrip()
        if untidy and path.suffix not in TABLES:
            yield f"H2: {name}:{number}: too wide, a tab, or a blank at the end"
        if LATER.search(line):
            yield f"H3: {name}:{number}: a note to do something later"
    if path.suffix in {".c", ".h"} and name.startswith(("src/", "sim/")):
        for number, line in enumerate(code_only(text).splitlines(), 1):
            if FOREIGN.search(line):
                yield f"H4: {name}:{number}: long or wchar_t"


def main():
    source = pathlib.Path(sys.argv[1])
    found = [problem for path in files(source) for problem in problems(path, source)]
    print("\n".join(found))
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
