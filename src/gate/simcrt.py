#!/usr/bin/env python3
# src/gate/simcrt.py - makes libsimcrt.a: how a driver's memcpy becomes the kernel's crt_memcpy
#
# A member for each name, so that a driver that has its own version of one keeps it, and needs only
# what it calls. The names are hidden: a driver exports none of them.
import argparse
import pathlib
import subprocess
import tempfile

# Names that the compiler writes for what the source called differently.
ALIASES = {"bcmp": "crt_memcmp"}

MEMBER = """        .text
        .globl  {name}
        .hidden {name}
        .type   {name}, @function
{name}: .cfi_startproc
        jmp     {target}@PLT
        .cfi_endproc
        .size   {name}, . - {name}
        .section .note.GNU-stack, "", @progbits
"""


def main():
    parser = argparse.ArgumentParser(description="Makes libsimcrt.a.")
    for option in ("assembler", "ar", "names", "output"):
        parser.add_argument("--" + option, required=True)
    options = parser.parse_args()

    targets = pathlib.Path(options.names).read_text(encoding="utf-8").split()
    members = {name: target for name, target in ALIASES.items() if target in targets}
    members.update((target[len("crt_") :], target) for target in targets)
    pathlib.Path(options.output).unlink(missing_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        objects = []
        for name, target in sorted(members.items()):
            objects.append(f"{folder}/{name}.o")
            source = MEMBER.format(name=name, target=target)
            command = [options.assembler, "-o", objects[-1], "-"]
            subprocess.run(command, input=source, text=True, check=True)
        subprocess.run([options.ar, "rcsD", options.output, *objects], check=True)


if __name__ == "__main__":
    main()
