/*
 * seh/cases/values.h - a block's variables have their values in the handler, whatever the compiler
 */
static INT
variables_keep_what_a_block_gave_them_before_a_call(VOID)
{
    PVOID Buffer = NULL;
    INT Stage = 0;

    __try {
        Stage = 1;
        Buffer = ExAllocatePool2(POOL_FLAG_NON_PAGED, 16, 'hesT');
        Stage = 2;
        Raise(STATUS_DISK_FULL);
        Stage = 3;
    } __except (EXCEPTION_EXECUTE_HANDLER) {
        Stage += 10;
    }
    CHECK(Stage == 12 && Buffer != NULL);
    ExFreePoolWithTag(Buffer, 'hesT');
    return 0;
}

static INT
StageOfFault(PUCHAR Address)
{
    INT Stage = 0, Sum = 0;

    __try {
        Stage = 1;
        Sum += FAULTING(Address);
        Stage = 2;
        Sum += FAULTING(Address + 4);
        Stage = 3;
    } __except (EXCEPTION_EXECUTE_HANDLER) {
        return Stage;
    }
    return Stage + Sum;
}

static INT
variables_keep_what_a_block_gave_them_before_a_fault(VOID)
{
    CHECK(StageOfFault(SehArena.Bad) == 1);
    CHECK(StageOfFault(SehArena.Bad - 4) == 2);
    *(PINT)(PVOID)SehArena.Good = 40;
    *(PINT)(PVOID)(SehArena.Good + 4) = 50;
    CHECK(StageOfFault(SehArena.Good) == 93);
    return 0;
}

static INT
a_loop_s_counter_tells_where_it_faulted(VOID)
{
    PUCHAR First = SehArena.Bad - 5;
    INT i, Sum = 0;

    memset(First, 3, 5);
    __try {
        for (i = 0; i < 100; i++) {
            Sum += First[i];
        }
    } __except (EXCEPTION_EXECUTE_HANDLER) {
        Sum += 1000;
    }
    CHECK(i == 5 && Sum == 1015);
    return 0;
}

static INT
ManyVariables(INT a)
{
    INT b = a + 1, c = a * 3, d = a ^ 5, e = a - 9, f = a << 2, g = 7 * a, h = a + 100;

    __try {
        b = Opaque(b) + 1;
        c = Opaque(c) + 2;
        d = Opaque(d) + 3;
        e = Opaque(e) + 4;
        f = Opaque(f) + 5;
        g = Opaque(g) + 6;
        h += FAULTING(SehArena.Bad);
        h = 0;
    } __except (EXCEPTION_EXECUTE_HANDLER) {
        h++;
    }
    return b + c + d + e + f + g + h;
}

static INT
many_variables_keep_their_values(VOID)
{
    CHECK(ManyVariables(5) == (6 + 1) + (15 + 2) + 3 + (-4 + 4) + (20 + 5) + (35 + 6) + (105 + 1));
    return 0;
}

static DECLSPEC_NOINLINE INT
AlignedVariables(INT Depth)
{
    DECLSPEC_ALIGN(64) volatile INT Wide[16];
    volatile INT Inner = 0;

    Wide[0] = Depth;
    Wide[15] = Depth + 1;
    __try {
        Wide[0] += 100;
        __try {
            Inner = Depth > 0 ? AlignedVariables(Depth - 1) : 0;
            Raise(STATUS_DISK_FULL);
        } __finally {
            Wide[15] += 100;
        }
    } __except (Wide[0] == Depth + 100 && (ULONG_PTR)Wide % 64 == 0) {
        Inner += Wide[15] != Depth + 101 || GetExceptionCode() != STATUS_DISK_FULL;
    }
    return Inner + (Wide[0] != Depth + 100);
}

static INT
aligned_variables_keep_their_values(VOID)
{
    CHECK(AlignedVariables(0) == 0);
    CHECK(AlignedVariables(9) == 0);
    return 0;
}

static INT
VariableArray(INT Size)
{
    INT Sum = 0;

    __try {
        UCHAR Array[Size];

        memset(Array, 1, (SIZE_T)Size);
        for (INT i = 0; i < Size; i++) {
            Sum += Array[i];
        }
        Raise(STATUS_DISK_FULL);
    } __except (HungryFilter(1) == 0) {
        Sum += 1000;
    }
    return Sum;
}

static INT
an_array_of_variable_size_may_be_in_the_block(VOID)
{
    CHECK(VariableArray(10) == 1010);
    CHECK(VariableArray(501) == 1501);
    return 0;
}
