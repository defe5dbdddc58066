#!/usr/bin/env python3
# tests/scenario/test_interruptible_gdb.py - gdb sees interrupts as the driver's author expects it
#
# In the built test "interruptible": a breakpoint in the service routine, one in the DPC; each
# backtrace leads on into the dispatch routine that was interrupted, whether the interrupt stack
# lies below the thread's (through a system call) or above it (kernel code on a user stack).
# TIMEOUT 60
import os
import re
import shutil
import subprocess
import sys

SKIPPED = 77
REFUSED = ("ptrace: Operation not permitted", "Could not trace the inferior process")
STOPS = "BellService", "BellDpc"
BELOW = "the_service_routine_stands_above_the_dispatch_routine"
ABOVE = "the_same_with_the_interrupt_stack_above_the_thread_s"


def leave_out(why):
    print("nothing was tested:", why)
    sys.exit(1 if os.environ.get("SIM_STRICT") else SKIPPED)


def run_gdb(program, test):
    commands = ["set breakpoint pending on", "set confirm off", "set print frame-arguments none"]
    commands += [f"break {stop}" for stop in STOPS] + ["run"]
    for stop in STOPS:
        commands += [f"echo at {stop}\\n", "backtrace", "print $sp", "frame function BellWork",
                     "print $sp", "continue"]
    options = [option for command in commands for option in ("-ex", command)]
    environment = dict(os.environ, DEBUGINFOD_URLS="")
    return subprocess.run(["gdb", "-nx", "-batch", *options, "--args", program, test],
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          env=environment).stdout


def parts(output):
    """What gdb printed at each stop: ([functions, innermost first], [values of $sp])."""
    for text in re.split(r"^at Bell\w+$", output, flags=re.M)[1:]:
        backtrace = text[: text.find("\n$")]
        functions = re.findall(r"^#\d+ +(?:0x[0-9a-f]+ in )?(\w+)", backtrace, flags=re.M)
        stacks = [int(value, 16) for value in re.findall(r"^\$\d+ = .*?(0x[0-9a-f]+)", text, re.M)]
        yield functions, stacks


def check(program, test, is_below):
    output = run_gdb(program, test)
    if any(reason in output for reason in REFUSED):
        leave_out("ptrace is refused")
    stops = list(parts(output))
    expect(len(stops) == len(STOPS), f"{test}: {len(stops)} stops", output)
    for stop, (functions, stacks) in zip(STOPS, stops):
        order = [functions.index(f) if f in functions else -1
                 for f in (stop, "BellWork", "BellControl")]
        expect(-1 not in order and order == sorted(order), f"{test}: {stop} is not above", output)
        expect((stacks[0] < stacks[1]) == is_below, f"{test}: stacks {stacks}", output)
    print(f"{test}: " + " ".join(reversed(stops[0][0])))


def expect(condition, what, output):
    if not condition:
        sys.exit(f"{what}\n{output}")


def main():
    program = os.path.join(sys.argv[2], "tests", "scenario", "interruptible")
    if shutil.which("gdb") is None:
        leave_out("there is no gdb")
    check(program, BELOW, True)
    check(program, ABOVE, False)


if __name__ == "__main__":
    main()
