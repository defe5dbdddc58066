/*
 * src/hal/register.c - READ_REGISTER_*, WRITE_REGISTER_*, READ_PORT_*, WRITE_PORT_*
 *
 * Real functions, where Windows' headers have inline code, because each of them is an access that a
 * device model sees. The buffer forms do the accesses of their elements one after another.
 */
#include "hal.h"

#define HALP_REGISTER(Name, Type, Pointer)                                                         \
    Type NTAPI READ_REGISTER_##Name(volatile Type *Register)                                       \
    {                                                                                              \
        return (Type)HalReadRegister(Register, sizeof(Type));                                      \
    }                                                                                              \
    VOID NTAPI WRITE_REGISTER_##Name(volatile Type *Register, Type Value)                          \
    {                                                                                              \
        HalWriteRegister(Register, Value, sizeof(Type));                                           \
    }                                                                                              \
    VOID NTAPI READ_REGISTER_BUFFER_##Name(volatile Type *Register, Pointer Buffer, ULONG Count)   \
    {                                                                                              \
        for (ULONG i = 0; i < Count; i++) {                                                        \
            Buffer[i] = (Type)HalReadRegister(Register + i, sizeof(Type));                         \
        }                                                                                          \
    }                                                                                              \
    VOID NTAPI WRITE_REGISTER_BUFFER_##Name(volatile Type *Register, Pointer Buffer, ULONG Count)  \
    {                                                                                              \
        for (ULONG i = 0; i < Count; i++) {                                                        \
            HalWriteRegister(Register + i, Buffer[i], sizeof(Type));                               \
        }                                                                                          \
    }

#define HALP_PORT(Name, Type, Pointer)                                                             \
    Type NTAPI READ_PORT_##Name(Pointer Port)                                                      \
    {                                                                                              \
        return (Type)HalReadPort(Port, sizeof(Type));                                              \
    }                                                                                              \
    VOID NTAPI WRITE_PORT_##Name(Pointer Port, Type Value)                                         \
    {                                                                                              \
        HalWritePort(Port, Value, sizeof(Type));                                                   \
    }                                                                                              \
    VOID NTAPI READ_PORT_BUFFER_##Name(Pointer Port, Pointer Buffer, ULONG Count)                  \
    {                                                                                              \
        for (ULONG i = 0; i < Count; i++) {                                                        \
            Buffer[i] = (Type)HalReadPort(Port, sizeof(Type));                                     \
        }                                                                                          \
    }                                                                                              \
    VOID NTAPI WRITE_PORT_BUFFER_##Name(Pointer Port, Pointer Buffer, ULONG Count)                 \
    {                                                                                              \
        for (ULONG i = 0; i < Count; i++) {                                                        \
            HalWritePort(Port, Buffer[i], sizeof(Type));                                           \
        }                                                                                          \
    }

HALP_REGISTER(UCHAR, UCHAR, PUCHAR)
HALP_REGISTER(USHORT, USHORT, PUSHORT)
HALP_REGISTER(ULONG, ULONG, PULONG)
HALP_REGISTER(ULONG64, ULONG64, PULONG64)
HALP_PORT(UCHAR, UCHAR, PUCHAR)
HALP_PORT(USHORT, USHORT, PUSHORT)
HALP_PORT(ULONG, ULONG, PULONG)
