/*
 * tests/wmi/drivers/traced.h - a driver's WPP configuration: providers, functions, types
 */
#ifndef TRACED_H
#define TRACED_H

#define WPP_CONTROL_GUIDS                                                                          \
    WPP_DEFINE_CONTROL_GUID(Main, (d58c126f, b309, 11d1, 969e, 0000f875a5bc),                      \
                            WPP_DEFINE_BIT(FLAG_ONE) WPP_DEFINE_BIT(FLAG_TWO))                     \
    WPP_DEFINE_CONTROL_GUID(Second, (0ff17f11, 8d28, 4a2d, 8f3e, 123456789abc),                    \
                            WPP_DEFINE_BIT(FLAG_THREE))

#define WPP_LEVEL_FLAGS_LOGGER(level, flags) WPP_LEVEL_LOGGER(flags)
#define WPP_LEVEL_FLAGS_ENABLED(level, flags)                                                      \
    (WPP_LEVEL_ENABLED(flags) && WPP_CONTROL(WPP_BIT_##flags).Level >= (level))

typedef enum _TRACED_STATE { TracedOff, TracedOn = 5, TracedBroken = 0xFF000001 } TRACED_STATE;

// begin_wpp config
// CUSTOM_TYPE(state, ItemEnum(_TRACED_STATE));
// CUSTOM_TYPE(color, ItemListLong(red, green, blue));
// CUSTOM_TYPE(rights, ItemSetLong(Read, Write, Erase));
// FUNC Trace(LEVEL, FLAGS, MSG, ...);
// FUNC TraceEnter{LEVEL=TRACE_LEVEL_VERBOSE}(FLAGS);
// USESUFFIX(TraceEnter, "%!FUNC! begins");
// FUNC TraceReturn{FLAG=FLAG_ONE}(EXP);
// USEPREFIX(TraceReturn, "%!STDPREFIX!");
// USESUFFIX(TraceReturn, "returns %!STATUS!", EXP);
// end_wpp

#define WPP_FLAG_EXP_PRE(Flag, Status)                                                             \
    {                                                                                              \
        if ((Status) != STATUS_SUCCESS) {
#define WPP_FLAG_EXP_POST(Flag, Status)                                                            \
    ;                                                                                              \
    }                                                                                              \
    }
#define WPP_FLAG_EXP_ENABLED(Flag, Status) WPP_FLAG_ENABLED(Flag)
#define WPP_FLAG_EXP_LOGGER(Flag, Status)  WPP_FLAG_LOGGER(Flag)

#endif
