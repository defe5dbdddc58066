#!/usr/bin/env python3
# tests/explore/test_simexplore.py - parts of a campaign: run, missing, damaged. TIMEOUT 60
import json
import os
import pathlib
import shutil
import subprocess
import sys

SOURCE, BUILD = (pathlib.Path(argument) for argument in sys.argv[1:3])
TOOL = SOURCE / "src" / "init" / "simexplore.py"
PROGRAM = BUILD / "tests" / "explore" / "coverage"
TEST = "writes_while_it_reads"
WORK = pathlib.Path("simexplore-test").resolve()
NOT_FOUND, FOUND, BROKEN = range(3)
CLEAN = {name: value for name, value in os.environ.items()
         if not name.startswith("SIM_") or name == "SIM_DRIVER_PATH"}


def simexplore(*arguments):
    return subprocess.run([sys.executable, TOOL, *map(str, arguments)], cwd=WORK, env=CLEAN,
                          text=True, capture_output=True)


def lines_of(text):
    return [json.loads(line) for line in text.splitlines()]


def check(condition, done):
    if not condition:
        print(done.args, done.returncode, done.stdout, done.stderr, sep="\n")
        raise AssertionError


def expect(code, *arguments):
    done = simexplore(*arguments)
    check(done.returncode == code, done)
    return done


def result(shard, **more):
    return {"end": "spent", "test": "t", "program": "/a/p", "shard": shard, "build": "12345678",
            "schedules": 100, "pruned": 1, "longest": 10, "per_second": 5, **more}


def failure(shard, first, where="f.c:1"):
    return result(shard, end="found", kind="assertion", where=where, by="walk",
                  token=f"sim1:{first}", first_failure=first, switches=2)


def write(name, *lines):
    path = WORK / name
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


def program(name, text):
    path = WORK / name
    path.write_text("#!/bin/sh\n" + text, encoding="utf-8")
    path.chmod(0o755)
    return path


# --- running ---------------------------------------------------------------------------------


def is_whole(line, parts, schedules):
    """Each part begins with the sequential schedule, so that may be counted once for each."""
    return (line["end"] == "spent" and line["missing"] == [] and
            line["shard"] == ",".join(f"{i}/{parts}" for i in range(parts)) and
            schedules <= line["schedules"] < schedules + parts)


def the_budget_is_shared_by_the_parts():
    done = expect(NOT_FOUND, "--jobs", 1, "--strategy", "walk", "--schedules", 800, PROGRAM, TEST)
    (line,) = lines_of(done.stdout)
    check(is_whole(line, 4, 800) and line["failures"] == [], done)
    check(f"4 of 4 parts, {line['schedules']} schedules, 0 found" in done.stderr, done)


def machines_add_up_to_one_campaign():
    for i in range(2):
        expect(NOT_FOUND, "--jobs", 1, "--shard", f"{i}/2", "--strategy", "walk",
               "--schedules", 800, "--output", f"machine{i}.jsonl", PROGRAM, TEST)
    done = expect(NOT_FOUND, "--merge", "machine0.jsonl", "machine1.jsonl")
    (line,) = lines_of(done.stdout)
    check(is_whole(line, 8, 800), done)
    done = expect(BROKEN, "--merge", "machine1.jsonl")
    check("missing: 0/8 1/8 2/8 3/8" in done.stderr, done)


def a_campaign_repeats():
    done = [expect(NOT_FOUND, "--jobs", 2, "--strategy", "walk", "--schedules", 800, "--seed", 7,
                   PROGRAM, TEST) for _ in range(2)]
    check(done[0].stdout == done[1].stdout, done[1])


def a_program_that_dies_is_told_of():
    done = expect(BROKEN, "--jobs", 1, program("dies", "echo last words\nkill -SEGV $$\n"))
    check("last words" in done.stderr, done)


def a_program_without_a_search_is_told_of():
    done = expect(BROKEN, "--jobs", 1, program("idle", "echo nothing to do\n"))
    check("ran no search" in done.stderr and "nothing to do" in done.stderr, done)


def a_program_that_is_not_there_is_told_of():
    done = expect(BROKEN, "--jobs", 1, WORK / "absent")
    check("absent" in done.stderr and "Traceback" not in done.stderr, done)


# --- merging ---------------------------------------------------------------------------------


def what_any_part_found_is_found():
    write("a.jsonl", result("0/3"), failure("2/3", 50))
    write("b.jsonl", failure("1/3", 20))
    done = expect(FOUND, "--merge", "a.jsonl", "b.jsonl")
    (line,) = lines_of(done.stdout)
    check(line["end"] == "found" and line["schedules"] == 300 and line["pruned"] == 3, done)
    check([each["first_failure"] for each in line["failures"]] == [20], done)
    check("SIM_REPLAY=sim1:20" in done.stderr, done)


def the_order_of_files_does_not_matter():
    write("a.jsonl", failure("0/2", 50), result("0/2", test="u"))
    write("b.jsonl", result("1/2", test="u"), failure("1/2", 20, "g.c:2"))
    outputs = {expect(FOUND, "--merge", *names).stdout
               for names in (("a.jsonl", "b.jsonl"), ("b.jsonl", "a.jsonl"))}
    assert len(outputs) == 1 and len(outputs.pop().splitlines()) == 2


def merged_lines_merge_again():
    write("a.jsonl", result("0/3"))
    write("b.jsonl", result("1/3"), failure("2/3", 9))
    for name in ("a", "b"):
        simexplore("--output", f"{name}2.jsonl", "--merge", f"{name}.jsonl")
    once = expect(FOUND, "--merge", "a.jsonl", "b.jsonl")
    twice = expect(FOUND, "--merge", "a2.jsonl", "b2.jsonl")
    check(once.stdout == twice.stdout, twice)


def a_missing_part_is_named():
    write("a.jsonl", result("0/3"), result("2/3"))
    done = expect(BROKEN, "--merge", "a.jsonl")
    check("missing: 1/3" in done.stderr and lines_of(done.stdout)[0]["missing"] == ["1/3"], done)


def a_damaged_line_is_named():
    path = write("a.jsonl", result("0/1"))
    with path.open("a", encoding="utf-8") as file:
        file.write('{"end": "spent", "te')
    done = expect(BROKEN, "--merge", "a.jsonl")
    check("a.jsonl:2:" in done.stderr and "Traceback" not in done.stderr, done)


def a_line_of_something_else_is_named():
    for number, line in enumerate(({"end": "spent"}, ["spent"], 3)):
        write(f"{number}.jsonl", result("0/1"), line)
        done = expect(BROKEN, "--merge", f"{number}.jsonl")
        check(f"{number}.jsonl:2:" in done.stderr and "Traceback" not in done.stderr, done)


def a_file_that_is_not_there_is_named():
    done = expect(BROKEN, "--merge", "absent.jsonl")
    check("absent.jsonl" in done.stderr and "Traceback" not in done.stderr, done)


def parts_of_two_campaigns_do_not_mix():
    write("a.jsonl", result("0/2"), result("1/3"))
    done = expect(BROKEN, "--merge", "a.jsonl")
    check("parts of different campaigns" in done.stderr, done)


def builds_are_kept_apart():
    write("a.jsonl", result("0/1"), result("0/1", build="87654321"))
    done = expect(NOT_FOUND, "--merge", "a.jsonl")
    check(len(done.stdout.splitlines()) == 2, done)


def a_part_that_came_twice_counts_once():
    write("a.jsonl", result("0/2"), result("1/2"))
    write("b.jsonl", result("1/2"))
    done = expect(NOT_FOUND, "--merge", "a.jsonl", "b.jsonl")
    check(lines_of(done.stdout)[0]["schedules"] == 200, done)


def all_searches_of_a_test_count():
    write("a.jsonl", result("0/2"), result("0/2", schedules=50), result("1/2"), result("1/2"))
    done = expect(NOT_FOUND, "--merge", "a.jsonl")
    check(lines_of(done.stdout)[0]["schedules"] == 350, done)


def the_worst_end_is_the_campaign_s():
    for ends, worst in ((("spent", "exhausted"), "exhausted"),
                        (("exhausted", "cut short"), "cut short"),
                        (("cut short", "diverged"), "diverged")):
        write("a.jsonl", *(result(f"{i}/2", end=end) for i, end in enumerate(ends)))
        done = simexplore("--merge", "a.jsonl")
        check(lines_of(done.stdout)[0]["end"] == worst, done)


def a_wrong_command_line_is_refused():
    for arguments in ((), ("--shard", "2/2", PROGRAM), ("--shard", "x", PROGRAM),
                      ("--merge", "a.jsonl", "--shard", "0/0")):
        done = expect(BROKEN, *arguments)
        check("usage:" in done.stderr, done)


TESTS = (
    the_budget_is_shared_by_the_parts,
    machines_add_up_to_one_campaign,
    a_campaign_repeats,
    a_program_that_dies_is_told_of,
    a_program_without_a_search_is_told_of,
    a_program_that_is_not_there_is_told_of,
    what_any_part_found_is_found,
    the_order_of_files_does_not_matter,
    merged_lines_merge_again,
    a_missing_part_is_named,
    a_damaged_line_is_named,
    a_line_of_something_else_is_named,
    a_file_that_is_not_there_is_named,
    parts_of_two_campaigns_do_not_mix,
    builds_are_kept_apart,
    a_part_that_came_twice_counts_once,
    all_searches_of_a_test_count,
    the_worst_end_is_the_campaign_s,
    a_wrong_command_line_is_refused)


def main():
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir()
    for test in TESTS:
        print(test.__name__, flush=True)
        test()


main()
