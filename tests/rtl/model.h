/*
 * rtl/model.h - random operations, each compared with a simple model; a failure names the operation
 */
#ifndef RTL_MODEL_H
#define RTL_MODEL_H

#include <ntifs.h>
#include <sim/test.h>

static struct {
    ULONG64 chance;
    ULONG number;
    const char *name; // of the operation, with its arguments
    LONG64 a, b;
} model = {.chance = 0x9E3779B97F4A7C15};

static inline ULONG
any(ULONG below)
{
    model.chance ^= model.chance << 13;
    model.chance ^= model.chance >> 7;
    model.chance ^= model.chance << 17;
    return (ULONG)((model.chance >> 32) % below);
}

static inline void
operation(const char *name, LONG64 a, LONG64 b)
{
    model.number++;
    model.name = name;
    model.a = a;
    model.b = b;
}

#define expect(result, expected)                                                                   \
    do {                                                                                           \
        LONG64 result_ = (LONG64)(result), expected_ = (LONG64)(expected);                         \
        if (result_ != expected_) {                                                                \
            fail_msg("operation %u: %s(%lld, %lld): %s is %lld, by the model %lld", model.number,  \
                     model.name, (long long)model.a, (long long)model.b, #result,                  \
                     (long long)result_, (long long)expected_);                                    \
        }                                                                                          \
    } while (0)

#endif
