#!/bin/sh
# tests/samples/test_sys.sh - the samples' same sources become Windows drivers. TIMEOUT 120
#
# test_sys.sh SOURCE BUILD: each driver that a sample's CMakeLists.txt adds is compiled against
# mingw-w64's DDK headers and linked to a PE image. gcc knows no __try: a file that has one is
# compiled by clang, which makes Windows' own exception tables of it.
set -eu
source=$1
compiler=x86_64-w64-mingw32-gcc
ddk=/usr/share/mingw-w64/include/ddk
if ! command -v $compiler >/dev/null || [ ! -d $ddk ]; then
    echo "skipped: $compiler or the DDK headers are missing (Debian: gcc-mingw-w64-x86-64-win32," \
        "mingw-w64-x86-64-dev)"
    exit 77
fi
warnings="-Wall -Wextra -Wno-unused-parameter -Wno-multichar -Werror"
newer="-D MdlMappingNoExecute=0x40000000" # than these headers: a flag of Windows 8

# Lines "sample driver file": what sim_add_driver is called with, ${variables} replaced. Without the
# template, which uses function types that these headers do not have.
drivers() {
    for list in "$source"/samples/*/CMakeLists.txt; do
        sample=$(basename "$(dirname "$list")")
        [ "$sample" != template ] || continue
        tr '\n' ' ' <"$list" | sed 's/)/)\n/g' | awk -v sample="$sample" '
            match($0, /set\([a-z]+ [^)]*\)/) {
                split(substr($0, RSTART + 4, RLENGTH - 5), set, " ")
                value[set[1]] = set[2]
            }
            match($0, /sim_add_driver\([^)]*\)/) {
                n = split(substr($0, RSTART + 15, RLENGTH - 16), word, " ")
                for (i = 2; i <= n; i++) {
                    for (name in value) {
                        gsub("\\$\\{" name "\\}", value[name], word[i])
                    }
                    if (word[i] ~ /\.c$/) {
                        print sample, word[1], word[i]
                    }
                }
            }'
    done
}

compile() { # file object
    if grep -q '__try' "$1"; then
        "$SIM_CLANG" --target=x86_64-w64-windows-gnu -std=gnu11 -fms-extensions -O2 $warnings \
            $newer -Wno-microsoft '-Wno-#warnings' \
            -isystem /usr/share/mingw-w64/include -isystem $ddk -c "$1" -o "$2"
    else
        $compiler -std=gnu11 -O2 $warnings $newer -isystem $ddk -c "$1" -o "$2"
    fi
}

check() { # driver: a native image that imports from the kernel only
    x86_64-w64-mingw32-objdump -p "$1.sys" >"$1.txt"
    grep -q 'file format pei-x86-64' "$1.txt"
    grep -q -E '^Subsystem.*NT native' "$1.txt"
    if grep 'DLL Name' "$1.txt" | grep -v -i -E 'ntoskrnl.exe|hal.dll'; then
        echo "$1.sys imports from something that is not the kernel" >&2
        exit 1
    fi
}

drivers >drivers.txt
for driver in $(cut -d ' ' -f 2 drivers.txt | sort -u); do
    objects=""
    for file in $(awk -v driver="$driver" '$2 == driver { print $1 "/" $3 }' drivers.txt); do
        object=${driver}_$(basename "$file" .c).o
        compile "$source/samples/$file" "$object"
        objects="$objects $object"
    done
    $compiler -shared -nostdlib -Wl,--subsystem,native -Wl,--entry,DriverEntry \
        -Wl,--exclude-all-symbols -o "$driver.sys" $objects -lntoskrnl -lhal -lgcc
    check "$driver"
    echo "$driver.sys: $(stat -c %s "$driver.sys") bytes, of $(echo $objects | wc -w) files"
done
