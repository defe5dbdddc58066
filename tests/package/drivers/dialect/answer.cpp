/*
 * tests/package/drivers/dialect/answer.cpp - the part in C++
 */
#include <wdm.h>
#include "parts\answer.h"

namespace
{
class Number
{
public:
    explicit Number(LONG Value) : value(Value)
    {
    }
    LONG
    Get() const
    {
        return value;
    }

private:
    LONG value;
};
} // namespace

EXTERN_C LONG
Answer(VOID)
{
    return Number(42).Get();
}
