#!/bin/sh
# tests/race/test_callbacks.sh - libsim has everything that clang 14 to 19 may call for
# -fsanitize=thread, and the compiler at hand calls nothing else
set -eu
source=$1
build=$2
have=$(nm -D --defined-only "$build/lib/libsim.so" | sed -n 's/.* \(__tsan_[a-z0-9_]*\)$/\1/p')

want="init func_entry func_exit ignore_thread_begin ignore_thread_end read_range write_range
      memcpy memmove memset vptr_read vptr_update atomic_thread_fence atomic_signal_fence"
for kind in read write volatile_read volatile_write read_write; do
    want="$want ${kind}1"
    for size in 2 4 8 16; do
        want="$want $kind$size unaligned_$kind$size"
    done
done
for bits in 8 16 32 64 128; do
    for name in load store exchange fetch_add fetch_sub fetch_and fetch_or fetch_xor fetch_nand \
        compare_exchange_strong compare_exchange_weak compare_exchange_val; do
        want="$want atomic${bits}_$name"
    done
done
missing=0
for name in $want; do
    if ! printf '%s\n' "$have" | grep -qx "__tsan_$name"; then
        echo "__tsan_$name is missing"
        missing=1
    fi
done

cat > callbacks.c <<'CODE'
typedef struct __attribute__((packed)) { char c; long l; int i; short s; } packed;
typedef struct { char bytes[300]; } large;
long f(packed *p, large *a, large *b, volatile long *v, __int128 *w, int *counter)
{
    *a = *b;
    p->l++;
    p->i = (int)*v;
    p->s += 2;
    *v = 3;
    *w += 1;
    __atomic_fetch_add(counter, 1, __ATOMIC_SEQ_CST);
    __atomic_fetch_nand(counter, 1, __ATOMIC_ACQUIRE);
    __sync_bool_compare_and_swap(counter, 1, 2);
    __atomic_store_n(v, 1, __ATOMIC_RELEASE);
    __atomic_thread_fence(__ATOMIC_SEQ_CST);
    __builtin_memset(a, 0, 100);
    __builtin_memcpy(b, a, 64);
    __builtin_memmove(b, a, 7);
    return p->l + __atomic_load_n(counter, __ATOMIC_RELAXED);
}
CODE
for level in -O0 -O1 -O2; do
    "$SIM_CLANG" $level -fPIC -fsanitize=thread -mllvm -tsan-distinguish-volatile=1 \
        -mllvm -tsan-instrument-read-before-write=1 -c callbacks.c -o callbacks.o
    for name in $(nm -u callbacks.o | sed -n 's/.* \(__tsan_[a-z0-9_]*\)$/\1/p'); do
        if ! printf '%s\n' "$have" | grep -qx "$name"; then
            echo "$level calls $name, which libsim lacks"
            missing=1
        fi
    done
done
exit $missing
