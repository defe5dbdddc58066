#!/bin/sh
# tests/seh/test_refused.sh - the build refuses what would act on the loops of excpt.h's macros
#
# test_refused.sh SOURCE BUILD: compiles with each clang there is, as sim_add_driver does.
# TIMEOUT 180
source=$1
failed=0
flags="-std=gnu17 -nostdlibinc -fshort-wchar -mms-bitfields -fms-extensions -fms-compatibility
    -U__linux__ -D_MSC_VER=1929 -D_WIN64 -D_AMD64_ -D_KERNEL_MODE=1 -O2 -Wno-microsoft
    -isystem $source/include/wdk -isystem $source/include/wdk/crt"

compile() {
    printf '#include <wdm.h>\nint f(int);\n\n%s\n' "$1" >refused.c
    rm -f refused.o
    # shellcheck disable=SC2086
    message=$(cmake -P "$source/cmake/SimCompileDriver.cmake" -- "$clang" $flags \
        -MD -MF refused.d -o refused.o -c "$PWD/refused.c" 2>&1)
}

refused() {
    compile "$3"
    case "$message" in
    *"refused.c:$1:"*"'$2' leaves a __try or __finally block"*) ;;
    *) echo "$clang: $2 in line $1 is not refused: $message"; failed=1 ;;
    esac
    [ ! -e refused.o ] || { echo "$clang: there is an object nevertheless"; failed=1; }
}

accepted() {
    compile "$1"
    [ -e refused.o ] && [ -z "$message" ] || { echo "$clang refuses $1: $message"; failed=1; }
}

error() {
    compile "$1"
    [ ! -e refused.o ] || { echo "$clang accepts $1"; failed=1; }
}

for clang in clang-14 clang-15 clang-16 clang-17 clang-18 clang-19; do
    command -v "$clang" >/dev/null || continue
    refused 6 break 'void g(int n) { for (;;) {
        __try { f(n);
            if (n) break;
        } __except (1) { n = 0; } } }'
    refused 5 continue 'void g(int n) { while (n--) {
        __try { if (n) continue; } __finally { f(n); } } }'
    refused 5 break 'void g(int n) { switch (n) { case 1:
        __try { f(1); break; } __finally { f(n); } } }'
    refused 6 break 'void g(int n) { do {
        __try { f(n); } __finally {
            break; } } while (n--); }'
    refused 7 continue 'void g(int n) { while (n--) {
        __try {
            __try { f(n); } __except (f(2)) {
                continue; }
        } __finally { f(3); } } }'
    accepted 'int g(int n) { while (n--) { __try { for (;;) { if (f(n)) break; continue; }
        switch (n) { case 1: break; default: return n; } if (n == 7) goto out; }
        __except (f(1)) { if (n == 3) break; else continue; } } out: return n; }'
    accepted 'int g(int n) { try { if (n) leave; f(2); } finally { f(AbnormalTermination()); }
        return n; }'
    error 'int g(int n) { __leave; }'
    error 'int g(int n) { return GetExceptionCode(); }'
    error 'int g(int n) { __try { f(1); } __except (1) { __leave; } return 0; }'
    error 'int g(int n) { __try { f(1); } __except (1) { n = AbnormalTermination(); } return n; }'
    error 'int g(int n) { if (n) goto in; __try { f(1); in: f(2); } __finally { f(3); } return 0; }'
done
exit $failed
