#!/usr/bin/env python3
# src/gate/gates.py - writes the gates: one for each function that a driver can call
#
# Input:  ddi.tsv (what is documented), irql.tsv (corrections), data.tsv, exports.txt, the headers
#         in include/wdk (what is declared or inline), nm of the kernel's objects (what is defined).
# Output: gates.inc     for gate.S: GATE, VARGATE and MISSING lines in the order of their index
#         gatetable.inc for gate.c: name and IRQL rule of each index
#         stubs.inc     for stubs.S: the exported names
#         stubs.txt     their names alone
#         keep.txt      the names that stay global in the kernel's object
#         exports.ver   the version script of libsim.so
#         ddi.list      for simddi: header, name, state of each documented function
#         crt.list      for simcrt.py: the C functions that the kernel has for drivers
#
# A function gets a gate if it is defined in the kernel and is documented, declared for drivers, or
# in irql.tsv. A function that is documented or declared but neither defined nor inline stops by
# name (declared: with a capital letter, or it is of the C library).
import argparse
import pathlib
import re
import subprocess

ANY = (0, 15)
LEVELS = {"PASSIVE": 0, "APC": 1, "DISPATCH": 2, "DPC": 2, "IPI": 14, "HIGH": 15}
DIRQL = (3, 12)
REGISTER_ARGUMENTS = 6
SYSTEM_SERVICE = "KiSystemService"
WRITTEN_BY_MACROS = ("ntintsafe.h", "ntstrsafe.h")  # headers whose functions macros define


class Table(list):
    """The rows of a tab-separated file without its comments."""

    def __init__(self, path):
        lines = pathlib.Path(path).read_text(encoding="utf-8").splitlines()
        super().__init__(line.split("\t") for line in lines if line and not line.startswith("#"))


def irql_rule(text):
    """(lowest, highest) for a cell of the IRQL column; ANY where it says nothing firm."""
    match = re.fullmatch(r"(?:IRQL\s*)?(<=|<|>=|=|)\s*\(?([A-Z]+?)(?:_LEVEL)?\)?\.?", text.strip())
    annotation = re.fullmatch(r"_IRQL_requires_max_\((\w+?)_LEVEL\)", text)
    if annotation:
        return 0, LEVELS[annotation[1]]
    if not match or (match[2] not in LEVELS and match[2] != "DIRQL"):
        return ANY
    lowest, highest = DIRQL if match[2] == "DIRQL" else (LEVELS[match[2]], LEVELS[match[2]])
    if match[1] == "<=":
        return 0, highest
    if match[1] == "<":
        return 0, highest - 1
    if match[1] == ">=":
        return lowest, 15
    return lowest, highest


# --- what the headers say -----------------------------------------------------------------------


def split_statements(text):
    """Yields (statement, has a function body) for each declaration at the top level of a header."""
    depth, start, i, header = 0, 0, 0, None
    while i < len(text):
        c = text[i]
        if c == "{":
            if depth == 0:
                header = text[start:i]
            depth += 1
        elif c == "}":
            depth -= 1
            if depth == 0 and is_function(header):
                yield header, True
                start = i + 1
        elif c == ";" and depth == 0:
            yield text[start:i], False
            start = i + 1
        i += 1


def is_function(header):
    is_type = re.match(r"\s*(typedef|struct|union|enum)\b", header)
    return header.rstrip().endswith(")") and not is_type


def declared_function(statement):
    """(name, parameters) of a function declaration, or None. Parameters: a number or '...'."""
    statement = statement.strip()
    if re.search(r"\btypedef\b", statement) or "{" in statement or "=" in statement:
        return None
    found, depth, begin = None, 0, 0
    for i, c in enumerate(statement):
        if c == "(":
            if depth == 0:
                begin = i
            depth += 1
        elif c == ")":
            depth -= 1
            if depth == 0:
                name = re.search(r"(\w+)\s*$", statement[:begin])
                if name and not re.match(r"_.*_$|__attribute__$|DECLSPEC|__declspec", name[1]):
                    found = name[1], count_parameters(statement[begin + 1 : i])
    return found if found and re.search(r"\w[\s*]+$", before(statement, found[0])) else None


def before(statement, name):
    return statement[: re.search(r"\b%s\s*\(" % re.escape(name), statement).start()]


def count_parameters(text):
    parts, depth = [""], 0
    for c in text:
        depth += (c in "([") - (c in ")]")
        if c == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += c
    parts = [part.strip() for part in parts]
    if parts[-1] == "...":
        return "..."
    return 0 if parts in ([""], ["VOID"], ["void"]) else len(parts)


class Headers:
    """What include/wdk declares: functions with their parameters, and what is inline or a macro."""

    def __init__(self, folder, compiler=None):
        self.parameters, self.inline, self.aliases = {}, set(), {}
        for path in sorted(pathlib.Path(folder).rglob("*.h")):
            if "crt" not in path.relative_to(folder).parts:
                self.read(path.read_text(encoding="utf-8"))
        for name in WRITTEN_BY_MACROS if compiler else ():
            self.read_expanded(pathlib.Path(folder) / name, compiler)

    def read_expanded(self, path, compiler):
        """Only for what is inline."""
        flags = ["-E", "-P", "-w", "-fshort-wchar", "-I", path.parent, "-I", path.parent / "crt"]
        text = subprocess.check_output([compiler, *flags, "-x", "c", path], text=True)
        for statement, has_body in split_statements(re.sub(r"__attribute__\(\(\w+\)\)", "", text)):
            function = declared_function(statement) if has_body else None
            if function:
                self.inline.add(function[0])

    def read(self, text):
        text = re.sub(r"/\*.*?\*/|//[^\n]*", " ", text, flags=re.S).replace("\\\n", " ")
        text = re.sub(r'extern\s*"C"\s*\{', " ", text)
        self.inline.update(re.findall(r"^\s*#\s*define\s+(\w+)\(", text, re.M))
        self.aliases.update(re.findall(r"^\s*#\s*define\s+(\w+)[ \t]+(\w+)[ \t]*$", text, re.M))
        text = re.sub(r"^\s*#.*$", "", text, flags=re.M)
        text = re.sub(r"^\s*[A-Z_]+\s*$", "", text, flags=re.M)  # a macro alone on its line
        for statement, has_body in split_statements(text):
            function = declared_function(statement)
            if function and has_body:
                self.inline.add(function[0])
            elif function:
                self.parameters[function[0]] = function[1]


# --- what the kernel's objects define -----------------------------------------------------------


# What a search needs to know of a function (GATE_KIND in gate.c): in front of which calls another
# processor may go first, which look at what the first argument points to, and which are one atomic
# access to that.
ATOMIC = re.compile(r"_?Interlocked|Ex(p|f)?Interlocked|Obf?DereferenceObject")
LEVEL = re.compile(r"K[ef](Raise|Lower)Irql")
STEP = re.compile(r"Ke|Kf|Ex|Io|Ob|Ps|Zw|Nt|Po|Cm|Pnp|FsRtl|IoCsq|READ_|WRITE_|HalSet")
# Looks at what others change, whatever its name.
LOOK = re.compile(
    r"ExQueryDepthSList|FirstEntrySList|(Nt|Zw)Query|ExGet(Shared|Exclusive)WaiterCount|"
    r"IoGet(AttachedDevice|LowerDevice|DeviceAttachment|DeviceInterface|DeviceProperty|"
    r"DeviceObjectPointer|DriverObjectExtension)|IoAllocateDriverObjectExtension|"
    r"(Ex|Io|Ob)Register|PsIsThreadTerminating|KeQueryPriorityThread|PsGet(Process|Thread)Exit")
NO_STEP = re.compile(
    r"(Ke|Ex|Io|Ob|Ps|Nt|Zw|Po)(Get|Is|Query|Initialize|Build|Size|Allocate|Register|Bug|Raise"
    r"Status|RaiseAccess|RaiseDatatype|Uuid|Number|Enlightened|AreAll|AreApcs|SaveExt|RestoreExt|"
    r"ExpandKernel|Verify)(?!Irql)")


def search_kind(name, parameters):
    if ATOMIC.match(name):
        return "GATE_ATOMIC"
    if LEVEL.match(name):
        return "GATE_LEVEL"
    if not LOOK.match(name) and (not STEP.match(name) or NO_STEP.match(name)):
        return "GATE_PLAIN"
    return "GATE_STEP" if str(parameters) == "0" else "GATE_LOOK"


def defined_symbols(nm, objects, kinds):
    listing = subprocess.check_output([nm, "-g", "--defined-only", *objects], text=True)
    rows = (row.split() for row in listing.splitlines())
    return {row[2] for row in rows if len(row) == 3 and row[1] in kinds}


class Gate:
    def __init__(self, name, rule, parameters):
        self.name, self.rule, self.parameters = name, rule, parameters

    def line(self, index, implemented):
        if not implemented:
            return f"MISSING {self.name}, {index}"
        if self.parameters == "...":
            return f"VARGATE {self.name}, {index}, {self.rule[0]}, {self.rule[1]}"
        words = max(0, int(self.parameters) - REGISTER_ARGUMENTS)
        return f"GATE {self.name}, {index}, {self.rule[0]}, {self.rule[1]}, {words}"


def all_gates(ddi, corrections, headers, defined, data):
    documented = {row[1]: row for row in reversed(ddi)}
    corrected = {row[0]: row for row in corrections}
    declared = {name for name in headers.parameters if name[0].isupper() or name in defined}
    names = declared | set(documented) | (set(corrected) & defined)
    for name in sorted(names - data):
        row, fix = documented.get(name), corrected.get(name)
        rule = (int(fix[1]), int(fix[2])) if fix else irql_rule(row[2]) if row else ANY
        parameters = headers.parameters.get(name, row[3] if row else 0)
        if fix and fix[3] != "-":
            parameters = fix[3]
        if name in defined or name not in headers.inline | set(headers.aliases):
            yield Gate(name, rule, parameters)


def gate_rows(gates):
    row = '{"%s", %d, %d, %s},'
    return (row % (g.name, *g.rule, search_kind(g.name, g.parameters)) for g in gates)


def ddi_list(ddi, others, functions, headers, options):
    """Lines for simddi: what is documented, by header, then what is not ("-" for the header)."""
    defined = functions | defined_symbols(options.nm, options.objects, "BDRVGS")
    documented = {row[1] for row in ddi}
    rows = [(row[1], row[0]) for row in ddi]
    rows += [(name, "-") for name in others if name not in documented]
    for name, header in rows:
        yield "\t".join((name, header, state_of(name, defined, headers)))


def state_of(name, defined, headers):
    if name in defined:
        return "implemented"
    if name in headers.inline:
        return "inline"
    if name in headers.aliases:
        target = headers.aliases[name]
        known = defined | headers.inline | set(headers.aliases) | set(headers.parameters)
        return state_of(target, defined, headers) if target in known - {name} else "inline"
    return "not implemented"


# --- the files ----------------------------------------------------------------------------------


def write(path, lines):
    """Leaves an unchanged file alone, so that nothing that depends on it is built again."""
    text = "".join(line + "\n" for line in lines)
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description="Writes libsim's gates.")
    for option in ("source", "headers", "output", "nm", "compiler"):
        parser.add_argument("--" + option, required=True)
    parser.add_argument("objects", nargs="+")
    options = parser.parse_args()
    source, output = pathlib.Path(options.source), pathlib.Path(options.output)

    ddi = Table(source / "ddi.tsv")
    data = {row[0] for row in Table(source / "data.tsv")}
    exports = [row[0] for row in Table(source / "exports.txt")]
    headers = Headers(options.headers, options.compiler)
    defined = defined_symbols(options.nm, options.objects, "TWi")
    gates = list(all_gates(ddi, Table(source / "irql.tsv"), headers, defined, data))
    names = [gate.name for gate in gates]
    calls = {name for name in names if re.match(r"Nt[A-Z]", name) and SYSTEM_SERVICE in defined}
    outside = exports + sorted(data)

    output.mkdir(parents=True, exist_ok=True)
    write(output / "gates.inc", (g.line(i, g.name in defined) for i, g in enumerate(gates)))
    write(output / "gatetable.inc", gate_rows(gates))
    write(output / "stubs.inc", (("STUB_NT " if n in calls else "STUB ") + n for n in names))
    write(output / "stubs.txt", names)
    write(output / "keep.txt", ["gate_*", SYSTEM_SERVICE, *outside])
    globals = (name + ";" for name in names + outside)
    write(output / "exports.ver", ["{ global:", *globals, "local: *; };"])
    write(output / "ddi.list", ddi_list(ddi, names + sorted(data), defined, headers, options))
    write(output / "crt.list", sorted(name for name in defined if name.startswith("crt_")))


if __name__ == "__main__":
    main()
