#!/bin/sh
# tests/wdk/test_headers.sh - each header stands alone; __try needs care, and is refused without
#
# test_headers.sh SOURCE BUILD: compiles every header of include/wdk by itself as a driver sees it
# (SIM_CLANG), and those that test programs include as a host program does (SIM_CC). TIMEOUT 120
wdk="$1/include/wdk"
host="${SIM_CC:-cc} -std=gnu11 -fshort-wchar -mms-bitfields -fms-extensions -I$wdk"
driver="${SIM_CLANG:-clang} -std=gnu17 -nostdlibinc -fshort-wchar -mms-bitfields -fms-extensions
    -fms-compatibility -U__linux__ -U__linux -Ulinux -U__unix__ -U__unix -Uunix -U__gnu_linux__
    -D_MSC_VER=1929 -D_WIN64 -D_AMD64_ -D_KERNEL_MODE=1 -I$wdk -I$wdk/crt -Wno-microsoft"
check="-fsyntax-only -Wall -Wextra -Wno-unused-parameter -Werror -x c -"
failed=0

alone() {
    printf '#include <%s>\n' "$1" | $2 $check || { echo "$1 does not stand alone ($3)"; failed=1; }
}

refused() {
    message=$(printf '#include <wdm.h>\nint f(void);\n%s\n' "$2" | $driver $check 2>&1)
    case "$message" in
    *"structured exceptions need WDK_STRUCTURED_EXCEPTIONS"*) ;;
    *) echo "$1 is not refused: $message"; failed=1 ;;
    esac
}

for header in "$wdk"/*.h "$wdk"/crt/*.h; do
    alone "$(basename "$header")" "$driver" driver
done
for header in ntdef.h ntstatus.h bugcodes.h devioctl.h guiddef.h wdm.h ntddk.h ntifs.h; do
    alone "$header" "$host" host
done
refused __try 'int g(void) { __try { return f(); } __except (1) { return 0; } }'
refused __leave 'int g(void) { __leave; }'
exit $failed
