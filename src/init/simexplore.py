#!/usr/bin/env python3
# src/init/simexplore.py - a search by many processes, on one machine or on many
#
#   simexplore [options] PROGRAM [TEST]   runs the searches of a test program, in parts
#   simexplore --merge FILE...            adds up the results of parts, wherever they ran
#
# A part runs every N-th of the random schedules, so parts share nothing and their order does not
# matter. Results are lines of JSON: one for each search of each part, one for each search after
# merging. The exit code is 0 when nothing was found, 1 when something was, 2 when a part is missing
# or could not be run.
import argparse
import collections
import concurrent.futures
import json
import os
import pathlib
import subprocess
import sys
import tempfile

PARTS_PER_JOB = 4  # so that there is progress to tell of
NOT_FOUND, FOUND, BROKEN = range(3)
NAMES = {"end", "program", "test", "build", "schedules", "pruned", "longest"}  # of every line


def give_up(text):
    print(f"simexplore: {text}", file=sys.stderr)
    sys.exit(BROKEN)


def part(text):
    index, _, count = text.partition("/")
    if not (index.isdigit() and count.isdigit() and int(index) < int(count)):
        raise argparse.ArgumentTypeError(f"{text} is not I/N, part I (from 0) of N")
    return int(index), int(count)


def arguments():
    parser = argparse.ArgumentParser(prog="simexplore", description=__doc__)
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="processes at a time")
    parser.add_argument("--shard", type=part, default=(0, 1), metavar="I/N",
                        help="this machine's part, from 0")
    parser.add_argument("--schedules", type=int, help="budget of each search, over all parts")
    parser.add_argument("--seed", type=int)
    parser.add_argument("--strategy", help="auto, sequential, walk, pct, pos, bound, dpor, "
                        "discovery or starvation")
    parser.add_argument("--faults", help="of pool, pending, cancel, remove, with commas between")
    parser.add_argument("--output", help="where the merged lines go (default: standard output)")
    parser.add_argument("--merge", nargs="+", metavar="FILE")
    parser.add_argument("program", nargs="?")
    parser.add_argument("test", nargs="?", help="name of the test; * and ? are wildcards")
    options = parser.parse_args()
    if (options.program is None) == (options.merge is None):
        parser.error("either a program or --merge")
    return options


# --- running ---------------------------------------------------------------------------------


def environment(options, index, count, folder):
    values = {"SIM_SHARD": f"{index}/{count}", "SIM_RESULTS": folder,
              "SIM_SCHEDULES": options.schedules, "SIM_SEED": options.seed,
              "SIM_STRATEGY": options.strategy, "SIM_FAULTS": options.faults}
    chosen = {name: str(value) for name, value in values.items() if value is not None}
    return {**os.environ, **chosen}


def run_part(options, index, count):
    """The lines of one process; what it printed, when there are none."""
    command = [options.program] + ([options.test] if options.test else [])
    with tempfile.TemporaryDirectory() as folder:
        try:
            done = subprocess.run(command, env=environment(options, index, count, folder),
                                  text=True, errors="replace", stdout=subprocess.PIPE,
                                  stderr=subprocess.STDOUT)
        except OSError as error:
            return [], str(error)
        files = sorted(pathlib.Path(folder).glob("*.jsonl"))
        lines = [json.loads(line) for file in files for line in file.read_text().splitlines()]
    return lines if done.returncode >= 0 else [], done.stdout


def tell(done, parts, lines):
    schedules = sum(line["schedules"] for line in lines)
    found = {(line["kind"], line["where"]) for line in lines if line["end"] == "found"}
    print(f"simexplore: {done} of {parts} parts, {schedules} schedules, {len(found)} found",
          file=sys.stderr)


def run(options):
    parts = options.jobs * PARTS_PER_JOB
    mine, machines = options.shard
    lines = []
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        runs = [pool.submit(run_part, options, mine * parts + i, machines * parts)
                for i in range(parts)]
        for done, future in enumerate(concurrent.futures.as_completed(runs), 1):
            some, printed = future.result()
            if not some:
                pool.shutdown(wait=False, cancel_futures=True)
                give_up(f"{options.program} ran no search, or died:\n{printed}")
            lines += some
            tell(done, parts, lines)
    return lines


# --- merging ---------------------------------------------------------------------------------


def read_line(text):
    line = json.loads(text)
    if not isinstance(line, dict) or not NAMES <= line.keys():
        raise ValueError("not a result of a search")
    return line


def read_file(path):
    """A test may have several searches: each line gets its number among those of its part."""
    numbers = collections.Counter()
    lines = []
    try:
        texts = pathlib.Path(path).read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError) as error:
        give_up(f"{path}: {error}")
    for position, text in enumerate(texts, 1):
        try:
            line = read_line(text)
        except ValueError as error:
            give_up(f"{path}:{position}: {error}")
        part_of = *name_of(line), line.get("shard")
        lines.append({**line, "number": numbers[part_of]})
        numbers[part_of] += 1
    return lines


def read(paths):
    return [line for path in paths for line in read_file(path)]


def shards_of(line):
    return {shard for shard in line.get("shard", "0/1").split(",")}


def each_part_once(lines):
    """Without those of parts that were run again, whose results are in several files."""
    seen = set()
    for line in lines:
        key = line.get("shard"), line.get("number")
        if line.get("number") is None or key not in seen:
            yield line
        seen.add(key)


def missing(shards):
    counts = {int(shard.partition("/")[2]) for shard in shards}
    if len(counts) != 1:
        return ["parts of different campaigns"]
    count = counts.pop()
    return [f"{i}/{count}" for i in range(count) if f"{i}/{count}" not in shards]


def failures(lines):
    """One for each kind and place: that of the earliest schedule."""
    each = {}
    for line in lines:
        for failure in line.get("failures", [line] if line["end"] == "found" else []):
            key = failure["kind"], failure["where"]
            if key not in each or failure["first_failure"] < each[key]["first_failure"]:
                each[key] = failure
    names = ("kind", "where", "by", "first_failure", "switches", "token")
    return [{name: each[key][name] for name in names} for key in sorted(each)]


def end_of(lines):
    ends = {line["end"] for line in lines}
    for worst in ("found", "diverged", "cut short"):
        if worst in ends:
            return worst
    return "exhausted" if "exhausted" in ends else "spent"


def name_of(line):
    return pathlib.Path(line["program"]).name, line["test"], line["build"]


def merge(lines):
    groups = {}
    for line in lines:
        groups.setdefault(name_of(line), []).append(line)
    for (program, test, build), group in sorted(groups.items()):
        some = list(each_part_once(group))
        shards = set().union(*(shards_of(line) for line in some))
        yield {"end": end_of(some), "program": program, "test": test, "build": build,
               "shard": ",".join(sorted(shards, key=lambda s: int(s.partition("/")[0]))),
               "missing": missing(shards),
               "schedules": sum(line["schedules"] for line in some),
               "pruned": sum(line["pruned"] for line in some),
               "longest": max(line["longest"] for line in some),
               "failures": failures(some)}


def summary(line):
    text = f"{line['program']} {line['test']}: {line['end']} in {line['schedules']} schedules"
    for failure in line["failures"]:
        text += (f"\n    {failure['kind']} in {failure['where']} ({failure['by']}, "
                 f"{failure['switches']} switches)\n    SIM_REPLAY={failure['token']}")
    return text


def main():
    options = arguments()
    whole = options.merge is not None or options.shard == (0, 1)
    merged = list(merge(read(options.merge) if options.merge else run(options)))
    out = open(options.output, "w") if options.output else sys.stdout
    for line in merged:
        print(json.dumps(line), file=out)
        print(f"simexplore: {summary(line)}", file=sys.stderr)
        if whole and line["missing"]:
            print(f"simexplore: {line['test']}: missing: {' '.join(line['missing'])}",
                  file=sys.stderr)
    if whole and any(line["missing"] for line in merged) or not merged:
        sys.exit(BROKEN)
    sys.exit(FOUND if any(line["failures"] for line in merged) else NOT_FOUND)


if __name__ == "__main__":
    main()
