#!/usr/bin/env python3
# tests/docs/test_docs.py - every snippet of README.md and docs/ is built and run. TIMEOUT 120
#
#   test_docs.py SOURCE BUILD
#
# A comment before a block of code says what it is:
#   <!-- file: name -->  a file; blocks of one name follow one another
#   <!-- run -->         commands, run where the page's files are, libsim's tools in the path
#   <!-- replay -->      a command with a token; it must fail as the run failed that the token is of
# README.md brings its own CMakeLists.txt, and so may a page of docs/; for the others one is made
# here: test_*.c are tests, other .c files with a main are programs, the rest belongs to the test
# beside it.
import os
import pathlib
import re
import shutil
import subprocess
import sys

SOURCE, BUILD = (pathlib.Path(argument).resolve() for argument in sys.argv[1:3])
WORK = BUILD / "docs-test"
PREFIX = WORK / "prefix"
BLOCK = re.compile(r"^<!-- (file: (?P<file>\S+)|run|replay) -->\n```\w*\n(?P<text>.*?)^```$",
                   re.M | re.S)
FOREIGN = re.compile(r"SIM_|(CC|CFLAGS|LDFLAGS)$")
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if not FOREIGN.match(name)},
    "CMAKE_PREFIX_PATH": str(PREFIX),
    "CMAKE_GENERATOR": "Ninja",
    "LIBSIM": str(SOURCE),
    "PATH": f"{PREFIX / 'bin'}:{os.environ['PATH']}",
}


def blocks(page):
    for match in BLOCK.finditer(page.read_text(encoding="utf-8")):
        kind = "file" if match["file"] else match[1]
        yield kind, match["file"], match["text"]


def extract(page, folder):
    folder.mkdir(parents=True, exist_ok=True)
    files = {}
    for kind, name, text in blocks(page):
        if kind == "file":
            files[name] = files.get(name, "") + text + "\n"
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return sorted(files)


def run(command, folder, may_fail=False):
    print(f"$ {command}", flush=True)
    done = subprocess.run(["sh", "-ec", command], cwd=folder, env=ENVIRONMENT, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    print(done.stdout, flush=True)
    if done.returncode != 0 and not may_fail:
        sys.exit(f"{command}: exit code {done.returncode}")
    return done.stdout


def run_page(page, folder):
    for kind, _, text in blocks(page):
        if kind == "run" and text.startswith("gdb"):
            run_gdb(text, folder)
        elif kind == "run":
            run(text, folder)
        elif kind == "replay":
            replay(text, folder)


def run_gdb(text, folder):
    if shutil.which("gdb") is None:
        print("gdb is missing: not run:", text)
        return
    output = run(text, folder, may_fail=True)
    if "ptrace" not in output and "Ring" not in output:
        sys.exit("gdb did not stop in the driver")


def replay(text, folder):
    """Breaks the test, takes the token of the report, and repeats that with the page's command."""
    test = folder / "test_alarm.c"
    right = test.read_text(encoding="utf-8")
    wrong = right.replace("&second, STATUS_DEVICE_BUSY", "&second, STATUS_CANCELLED")
    test.write_text(wrong, encoding="utf-8")
    run("cmake --build build", folder)
    report = run("build/test_alarm", folder, may_fail=True)
    token = re.search(r"SIM_REPLAY=(\S+)", report)[1]
    command = re.sub(r"SIM_REPLAY=\S+", f"SIM_REPLAY={token}", text.rstrip())
    again = run(command + " --output-on-failure", folder, may_fail=True)
    if f"SIM_REPLAY={token} " not in again:
        sys.exit("the token did not repeat the failure")
    test.write_text(right, encoding="utf-8")
    run("cmake --build build", folder)


def make_project(folder, programs):
    """programs: name -> its source files."""
    lines = ["cmake_minimum_required(VERSION 3.25)", "project(docs C)", "enable_testing()",
             "find_package(libsim REQUIRED)",
             "sim_add_driver(edu SOURCES driver.c pnp.c request.c queue.c hardware.c)"]
    for name, sources in programs.items():
        lines.append(f"sim_add_test({name} SOURCES {' '.join(sources)} DRIVERS edu)")
    (folder / "CMakeLists.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    for path in (SOURCE / "samples" / "edu").glob("*.[ch]"):
        if not re.match(r"test|demo|table", path.name):
            shutil.copy(path, folder)


def has_main(path):
    return re.search(r"SIM_TESTS|\bmain\b", path.read_text(encoding="utf-8"))


def is_project(page):
    return any(name == "CMakeLists.txt" for _, name, _ in blocks(page))


def check_pages(folder):
    programs = {}
    for page in sorted((SOURCE / "docs").glob("*.md")):
        if is_project(page):
            continue
        sources = [name for name in extract(page, folder) if name.endswith(".c")]
        tests = [name for name in sources if has_main(folder / name)]
        helpers = [name for name in sources if name not in tests]
        programs.update({name.removesuffix(".c"): [name, *helpers] for name in tests})
    make_project(folder, programs)
    run("cmake -B build && cmake --build build", folder)
    run("ctest --test-dir build --output-on-failure", folder)


def run_pages():
    """What the pages of docs/ tell to run; each in a folder of its own."""
    for page in sorted((SOURCE / "docs").glob("*.md")):
        folder = WORK / page.stem
        folder.mkdir()
        if is_project(page):
            extract(page, folder)
        run_page(page, folder)


def main():
    if "SIM_SANITIZE:BOOL=ON" in (BUILD / "CMakeCache.txt").read_text(encoding="utf-8"):
        print("A package with sanitizers wants users who build with them: see the other presets.")
        return
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(parents=True)
    subprocess.run(["cmake", "--install", str(BUILD), "--prefix", str(PREFIX)], check=True,
                   stdout=subprocess.DEVNULL)
    extract(SOURCE / "README.md", WORK / "readme")
    run_page(SOURCE / "README.md", WORK / "readme")
    check_pages(WORK / "pages")
    run_pages()


main()
