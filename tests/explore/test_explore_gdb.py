#!/usr/bin/env python3
# tests/explore/test_explore_gdb.py - a token under gdb stops where the schedule fails. TIMEOUT 60
import os
import re
import shutil
import subprocess
import sys

SKIPPED = 77
TEST = "finds_a_lost_update"


def leave_out(why):
    print("nothing was tested:", why)
    sys.exit(1 if os.environ.get("SIM_STRICT") else SKIPPED)


def token_of(program):
    printed = subprocess.run([program, TEST], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                             text=True).stdout
    return re.search(r"SIM_REPLAY=(\S+)", printed)[1]


def run_gdb(program, token):
    environment = dict(os.environ, DEBUGINFOD_URLS="", SIM_REPLAY=token)
    return subprocess.run(["gdb", "-nx", "-batch", "-ex", "run", "-ex", "backtrace", "--args",
                           program, TEST], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          text=True, env=environment).stdout


def main():
    build = sys.argv[2]
    program = os.path.join(build, "tests", "explore", "explore")
    if "SIM_SANITIZE:BOOL=ON" in open(os.path.join(build, "CMakeCache.txt")).read():
        print("gdb and AddressSanitizer: see the other presets.")
        return
    if shutil.which("gdb") is None:
        leave_out("gdb is missing")
    output = run_gdb(program, token_of(program))
    if "ptrace: Operation not permitted" in output or "Could not trace" in output:
        leave_out("no process may be traced here")
    print(output)
    if "SIGTRAP" not in output or not re.search(r"^#\d+ .*_fail .*test_explore\.c", output, re.M):
        sys.exit("gdb did not stop at the assertion")


if __name__ == "__main__":
    main()
