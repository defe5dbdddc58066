#!/usr/bin/env python3
# tests/wdk/test_complete.py - every documented name of wdm.h and ntddk.h is declared; TIMEOUT 120
#
# test_complete.py SOURCE BUILD: functions from src/gate/ddi.tsv, types from types.tsv. One file for
# each header, in which line n uses name n, is compiled as a driver; an error in line n is a name
# that is missing.
import os
import pathlib
import re
import subprocess
import sys

HEADERS = ("wdm.h", "ntddk.h")
FLAGS = """-std=gnu17 -nostdlibinc -fshort-wchar -mms-bitfields -fms-extensions -fms-compatibility
    -fno-strict-aliasing -U__linux__ -U__linux -Ulinux -U__unix__ -U__unix -Uunix -U__gnu_linux__
    -D_MSC_VER=1929 -D_WIN32 -D_WIN64 -D_AMD64_ -D_KERNEL_MODE=1 -w -fsyntax-only -ferror-limit=0
    -fno-caret-diagnostics -x c -""".split()
OTHER_PROCESSORS = {"ARM64_SYSREG_CRM", "ARM64_SYSREG_CRN", "ARM64_SYSREG_OP1", "ARM64_SYSREG_OP2",
                    "PCR_BTI_VBAR_INDEX"}
# Documented, but in no header that Microsoft publishes.
NOWHERE = {"_PROCESS_MITIGATION_ACTIVATION_CONTEXT_TRUST_POLICY"}
# An image's own metadata for a secure kernel.
LEFT_OUT = {"IMAGE_POLICY_OVERRIDE"}


def rows(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def documented(source):
    """(kind, header, name) of all there is."""
    names = [("function", row[0], row[1]) for row in rows(source / "src/gate/ddi.tsv")]
    names += [tuple(row) for row in rows(source / "tests/wdk/types.tsv")]
    passed_over = OTHER_PROCESSORS | NOWHERE | LEFT_OUT
    return [name for name in names
            if name[1] in HEADERS and name[2] not in passed_over and "~" not in name[2]]


def use(kind, name, number):
    """A declaration that needs the name; a type may be known by its tag only."""
    if kind == "function":
        return f"void *const n{number} = (void *)&{name};"
    if kind == "callback":
        return f"extern {name} n{number};"
    tag = {"_FSINFOCLASS", "CM_Power_Data_s", "_EXT_SET_PARAMETERS_V0"}
    return f"extern {kind + ' ' + name if name in tag else name.lstrip('_')} *n{number};"


def missing(source, header, names):
    text = f"#include <{header}>\n"
    for number, (kind, _, name) in enumerate(names, 1):
        text += f'#ifndef {name}\n#line {number} "names"\n{use(kind, name, number)}\n#endif\n'
    wdk = source / "include/wdk"
    command = [os.environ.get("SIM_CLANG", "clang"), f"-I{wdk}", f"-I{wdk}/crt", *FLAGS]
    run = subprocess.run(command, input=text, capture_output=True, text=True, check=False)
    lines = {int(number) for number in re.findall(r"^names:(\d+):\d+: error:", run.stderr, re.M)}
    if run.returncode != 0 and not lines:
        sys.exit(run.stderr)
    return [names[number - 1] for number in sorted(lines)]


def main():
    source = pathlib.Path(sys.argv[1])
    names = documented(source)
    lacking = []
    for header in HEADERS:
        lacking += missing(source, header, [name for name in names if name[1] == header])
    control = missing(source, "wdm.h", [("struct", "wdm.h", "_NOT_IN_WINDOWS")])
    if len(control) != 1 or len(names) < 2000:
        sys.exit("the test does not find what is missing")
    for kind, header, name in lacking:
        print(f"{kind} {name} is not declared in {header}")
    sys.exit(1 if lacking else 0)


if __name__ == "__main__":
    main()
