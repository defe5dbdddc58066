/*
 * wdk/wpp.h - what the .tmh files of the build are made of: WPP's control block and macros
 *
 * A driver includes its own <source>.tmh after it has defined WPP_CONTROL_GUIDS. The names are
 * those that Microsoft's pages about WPP let a driver use: WPP_INIT_TRACING, WPP_CLEANUP,
 * WPP_CONTROL, WPP_LEVEL_ENABLED, WPP_FLAG_ENABLED, WPP_LEVEL_LOGGER, WPP_FLAG_LOGGER.
 */
#ifndef WDK_WPP_H
#define WDK_WPP_H

#include <wdm.h>
#include <evntrace.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A message of the driver: written by the build, read when it comes. */
#define WDK_TRACE_ITEM_BYTES 1024
typedef struct _WDK_TRACE_FORMAT {
    LPCGUID Class;
    PCSTR File, Level, Text;
    ULONG Number, Line;
} WDK_TRACE_FORMAT;

/* A provider: what is set here is what the driver's conditions ask. */
typedef struct _WDK_TRACE_CONTROL {
    LPCGUID Provider;
    PCSTR Name;
    TRACEHANDLE Logger; /* 0: not registered */
    UCHAR Level;        /* 0: not enabled */
    ULONG Flags[1];
} WDK_TRACE_CONTROL;

/* WPP_INIT_TRACING and WPP_CLEANUP: at PASSIVE_LEVEL, the number of providers may be any. */
VOID NTAPI WdkStartTracing(_Inout_ WDK_TRACE_CONTROL *Controls, _In_ ULONG Count,
                           _In_ const WDK_TRACE_FORMAT *First, _In_ const WDK_TRACE_FORMAT *End);
VOID NTAPI WdkStopTracing(_Inout_ WDK_TRACE_CONTROL *Controls, _In_ ULONG Count);

#ifdef __cplusplus
}
#endif

#ifdef WPP_CONTROL_GUIDS

#define WPP_PASTE2(a, b) a##b
#define WPP_PASTE(a, b) WPP_PASTE2(a, b)

/* (d58c126f, b309, 11d1, 969e, 0000f875a5bc) */
#define WPP_GUID_(Name, l, w1, w2, b1, b2)                                                         \
    {0x##l, 0x##w1, 0x##w2,                                                                        \
     {(0x##b1 >> 8) & 0xFF, 0x##b1 & 0xFF, (0x##b2##ULL >> 40) & 0xFF, (0x##b2##ULL >> 32) & 0xFF, \
      (0x##b2##ULL >> 24) & 0xFF, (0x##b2##ULL >> 16) & 0xFF, (0x##b2##ULL >> 8) & 0xFF,           \
      0x##b2##ULL & 0xFF}}
#define WPP_UNPACK_(...) __VA_ARGS__
#define WPP_GUID(Name, Guid) WPP_GUID_2(Name, WPP_UNPACK_ Guid)
#define WPP_GUID_2(...) WPP_GUID_(__VA_ARGS__)

#define WPP_DEFINE_CONTROL_GUID(Name, Guid, Bits) WPP_CTL_##Name,
#define WPP_DEFINE_BIT(Name)
typedef enum { WPP_CONTROL_GUIDS WPP_LAST_CTL } WPP_CTL_NAMES;
#undef WPP_DEFINE_CONTROL_GUID
#undef WPP_DEFINE_BIT

/* A flag's number: the provider's index above 16 bits, its own from 1 on below. */
#define WPP_DEFINE_CONTROL_GUID(Name, Guid, Bits)                                                  \
    WPP_BLOCK_##Name = WPP_CTL_##Name << 16, Bits WPP_BLOCK_END_##Name,
#define WPP_DEFINE_BIT(Name) WPP_BIT_##Name,
typedef enum { WPP_CONTROL_GUIDS WPP_LAST_BIT } WPP_DEFINED_BITS;
#undef WPP_DEFINE_CONTROL_GUID
#undef WPP_DEFINE_BIT

#define WPP_DEFINE_CONTROL_GUID(Name, Guid, Bits)                                                  \
    static const GUID WPP_PROVIDER_##Name __attribute__((unused)) = WPP_GUID(Name, Guid);
#define WPP_DEFINE_BIT(Name)
WPP_CONTROL_GUIDS
#undef WPP_DEFINE_CONTROL_GUID

/* One control block for all files of the driver. */
typedef struct _WPP_CB_TYPE {
    WDK_TRACE_CONTROL Control;
} WPP_CB_TYPE;
#define WPP_DEFINE_CONTROL_GUID(Name, Guid, Bits) {{&WPP_PROVIDER_##Name, #Name, 0, 0, {0}}},
__attribute__((weak, visibility("hidden"))) WPP_CB_TYPE WPP_CB[] = {WPP_CONTROL_GUIDS};
#undef WPP_DEFINE_CONTROL_GUID
#undef WPP_DEFINE_BIT

#define WPP_CTL_NO(Bit) ((Bit) >> 16)
#define WPP_MASK(Bit) (1U << (((Bit) - 1) & 31))
#define WPP_FLAG_NO(Bit) 0
#define WPP_CONTROL(Bit) (WPP_CB[WPP_CTL_NO(Bit)].Control)
#define WPP_LEVEL_LOGGER(Flag) (WPP_CONTROL(WPP_BIT_##Flag).Logger)
#define WPP_LEVEL_ENABLED(Flag)                                                                    \
    ((WPP_CONTROL(WPP_BIT_##Flag).Flags[0] & WPP_MASK(WPP_BIT_##Flag)) != 0)
#define WPP_FLAG_LOGGER(Flag) WPP_LEVEL_LOGGER(Flag)
#define WPP_FLAG_ENABLED(Flag) WPP_LEVEL_ENABLED(Flag)
#define WPP_FLAGS_LOGGER(Flag) WPP_LEVEL_LOGGER(Flag)
#define WPP_FLAGS_ENABLED(Flag) WPP_LEVEL_ENABLED(Flag)
#define WPP_LOGGER() (WPP_CB[0].Control.Logger)
#define WPP_ENABLED() (WPP_CB[0].Control.Level != 0)

/* All messages of all files of the module: the linker knows where they begin and end. */
extern WDK_TRACE_FORMAT __start_wpp_formats[] __attribute__((weak, visibility("hidden")));
extern WDK_TRACE_FORMAT __stop_wpp_formats[] __attribute__((weak, visibility("hidden")));
#define WPP_FORMATS __attribute__((section("wpp_formats"), used))

#define WPP_INIT_TRACING(...)                                                                      \
    WdkStartTracing(&WPP_CB[0].Control, WPP_LAST_CTL, __start_wpp_formats, __stop_wpp_formats)
#define WPP_CLEANUP(...) WdkStopTracing(&WPP_CB[0].Control, WPP_LAST_CTL)
#define WPP_SYSTEMCONTROL(...) ((void)0)
#define WPP_SYSTEMCONTROL2(...) ((void)0)

#define WPP_PAIR_STRING(s) (s), (ULONG)__builtin_strlen(s) + 1
WDK_INLINE ULONG
WppWideBytes(PCWSTR String)
{
    SIZE_T Length = 0;

    while (String[Length] != 0) {
        Length++;
    }
    return (ULONG)((Length + 1) * sizeof(WCHAR));
}

#endif
#endif
