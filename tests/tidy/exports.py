#!/usr/bin/env python3
# tests/tidy/exports.py - what the public headers declare, libsim exports
#
# exports.py SOURCE LIBRARY: reported is each function that include/sim declares and LIBRARY does
# not export. (What include/wdk declares has a gate in any case.)
import pathlib
import subprocess
import sys

source, library = pathlib.Path(sys.argv[1]), sys.argv[2]
sys.dont_write_bytecode = True
sys.path.insert(0, str(source / "src" / "gate"))
from gates import Headers  # noqa: E402


def main():
    listing = subprocess.check_output(["nm", "-D", "--defined-only", library], text=True)
    exported = {line.split()[-1].partition("@")[0] for line in listing.splitlines()}
    headers = Headers(source / "include" / "sim")
    missing = sorted(set(headers.parameters) - headers.inline - exported)
    print("".join(f"include/sim declares {name}\n" for name in missing), end="")
    sys.exit(1 if missing else 0)


if __name__ == "__main__":
    main()
