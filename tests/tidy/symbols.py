#!/usr/bin/env python3
# tests/tidy/symbols.py - the architecture, checked in the objects
#
# symbols.py RUNGS LIBRARY: RUNGS lists both ladders from the lowest rung to the highest, a line
# each: folder, rung, object files. Reported are
#   S1. a use of a symbol of a rung that is above,
#   S2. a use of the C library outside sim/host, but for functions that neither keep state nor see
#       the outside,
#   S3. a use of the machine by a rung of src/ other than hal, but for the assertion and the current
#       processor, which functions inline in hal.h look at,
#   S4. mutable data outside the sections sim_state and sim_kept, but for sim/host,
#   S5. an exported name of LIBRARY that the C library has too.
import collections
import ctypes.util
import os
import re
import subprocess
import sys

PURE = re.compile(
    r"(memcpy|memmove|memset|memcmp|bcmp|strlen|strcmp|strncmp|strncpy|strchr|strrchr"
    r"|snprintf|vsnprintf"
    r"|longjmp|__longjmp_chk|_setjmp|__sigsetjmp|__(popcountdi2|u?divti3|u?modti3)"
    r"|_GLOBAL_OFFSET_TABLE_|__stack_chk_fail|__(start|stop)_sim_state"
    r"|__(asan|ubsan|sanitizer)_.*|___asan_.*|__(start|stop)_asan_globals)$"
)
DOORS = {"hal": re.compile(r".*"), "init": re.compile(r"sim_|hw_jump_set$")}
# Generated when all rungs are there: the stubs of system calls, for user mode, counts and names.
UPWARDS = {"init": re.compile(r"(user_Nt\w+|KiWriteGateCounts|KiFindGate|KiGateName)$")}
NOTHING = re.compile(r"(?!)")
EVERYBODY = re.compile(r"(hw_broken|hw_now)$")
READ_ONLY = re.compile(r"\.data\.rel\.ro|\.rodata|\.text|\.init_array|\.fini_array")
MUTABLE = re.compile(r"\.(data|bss|tdata|tbss)\b|\*COM\*")
SANITIZER = re.compile(r"___asan_|__odr_asan|asan\.|__asan_")

Rung = collections.namedtuple("Rung", "folder name objects")


def run(*command):
    return subprocess.check_output(command, text=True).splitlines()


def read_rungs(path):
    with open(path, encoding="utf-8") as lines:
        rows = [line.split() for line in lines]
    return [Rung(folder, name, objects) for folder, name, *objects in rows]


def symbols(rung):
    """(object, kind, name) of all symbols: nm's letters, U for what is used."""
    for line in run("nm", "-A", "-P", *rung.objects):
        place, name, kind = line.split()[:3]
        yield os.path.basename(place.rstrip(":")), kind, name


def check_calls(rungs):
    home, uses = {}, []
    for height, rung in enumerate(rungs):
        for place, kind, name in symbols(rung):
            if kind in "Uwv":
                uses.append((height, place, name))
            elif kind.isupper() and kind not in "N?":
                home[name] = height
    for height, place, name in uses:
        rung, where = rungs[height], f"{rungs[height].folder}/{rungs[height].name}/{place}"
        owner = rungs[home[name]] if name in home else None
        if UPWARDS.get(rung.name, NOTHING).match(name):
            continue
        if owner and home[name] > height:
            yield f"S1: {where} uses {name}, which is above it, in {owner.folder}/{owner.name}"
        elif not owner and rung.name != "host" and not PURE.match(name):
            yield f"S2: {where} uses {name}, which is outside libsim"
        elif owner and owner.folder == "sim" and rung.folder == "src":
            door = DOORS.get(rung.name, EVERYBODY)
            if not door.match(name) and not EVERYBODY.match(name):
                yield f"S3: {where} uses {name} of the machine; only hal may"


def check_data(rungs):
    for rung in rungs:
        if rung.name == "host":
            continue
        for line in run("objdump", "-t", *rung.objects):
            match = re.match(r"[0-9a-f]{16} (.{7}) (\S+)\s+([0-9a-f]{16}) (?:\.\w+ )?(.+)", line)
            if not match or "d" in match[1] or int(match[3], 16) == 0:
                continue
            section, name = match[2], match[4]
            mutable = MUTABLE.match(section) and not READ_ONLY.match(section)
            if mutable and not SANITIZER.match(name):
                yield f"S4: {rung.folder}/{rung.name} has {name} in {section}, outside SIM_STATE"


def check_exports(library):
    ours = exported(library)
    for theirs in ("c", "m"):
        path = find_library(theirs)
        for name in sorted(ours & exported(path)):
            yield f"S5: {name} is exported by libsim and by {os.path.basename(path)}"


def exported(library):
    listing = run("nm", "-D", "--defined-only", library)
    return {line.split()[-1].partition("@")[0] for line in listing}


def find_library(name):
    soname = ctypes.util.find_library(name)
    for line in run("ldconfig", "-p") if soname else ():
        if line.split()[0] == soname and "x86-64" in line:
            return line.split()[-1]
    return f"/lib/x86_64-linux-gnu/lib{name}.so.6"


def main():
    rungs = read_rungs(sys.argv[1])
    problems = [*check_calls(rungs), *check_data(rungs), *check_exports(sys.argv[2])]
    print("\n".join(sorted(set(problems))))
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    os.environ["PATH"] += ":/sbin:/usr/sbin"
    main()
