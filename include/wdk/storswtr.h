/*
 * wdk/storswtr.h - tracing of storage drivers
 */
#ifndef WDK_STORSWTR_H
#define WDK_STORSWTR_H

#include "wdm.h"

#ifdef __cplusplus
extern "C" {
#endif

#define TRACE_LEVEL_FATAL       1
#define TRACE_LEVEL_ERROR       2
#define TRACE_LEVEL_WARNING     3
#define TRACE_LEVEL_INFORMATION 4
#define TRACE_LEVEL_VERBOSE     5
#define WPP_NORMAL_FLAGS                                                                           \
    WPP_DEFINE_BIT(TRACE_FLAG_GENERAL)                                                             \
    WPP_DEFINE_BIT(TRACE_FLAG_PNP) WPP_DEFINE_BIT(TRACE_FLAG_POWER) WPP_DEFINE_BIT(TRACE_FLAG_RW)  \
        WPP_DEFINE_BIT(TRACE_FLAG_IOCTL) WPP_DEFINE_BIT(TRACE_FLAG_QUEUE)                          \
            WPP_DEFINE_BIT(TRACE_FLAG_WMI) WPP_DEFINE_BIT(TRACE_FLAG_TIMER)                        \
                WPP_DEFINE_BIT(TRACE_FLAG_INIT) WPP_DEFINE_BIT(TRACE_FLAG_LOCK)                    \
                    WPP_DEFINE_BIT(TRACE_FLAG_DEBUG1) WPP_DEFINE_BIT(TRACE_FLAG_DEBUG2)            \
                        WPP_DEFINE_BIT(TRACE_FLAG_MCN) WPP_DEFINE_BIT(TRACE_FLAG_ISR)              \
                            WPP_DEFINE_BIT(TRACE_FLAG_ENUM) WPP_DEFINE_BIT(TRACE_FLAG_LOGOTEST)    \
                                WPP_DEFINE_BIT(TRACE_FLAG_DUMP) WPP_DEFINE_BIT(TRACE_FLAG_SCSI)
#define WPP_CONTROL_GUIDS_NORMAL_FLAGS(_GUID)                                                      \
    WPP_DEFINE_CONTROL_GUID(wppCtlGuid, _GUID, WPP_NORMAL_FLAGS)
#define WPP_LEVEL_FLAGS_ENABLED(lvl, flags)                                                        \
    (WPP_LEVEL_ENABLED(flags) && WPP_CONTROL(WPP_BIT_##flags).Level >= lvl)
#define WPP_LEVEL_FLAGS_LOGGER(lvl, flags) WPP_LEVEL_LOGGER(flags)
#define WPP_INIT_TRACING(_DRIVER, _REGISTRY)
#define WPP_CLEANUP(_DRIVER)

typedef enum _DEBUG_FLAGS {
    TRACE_FLAG_GENERAL = 0,
    TRACE_FLAG_PNP,
    TRACE_FLAG_POWER,
    TRACE_FLAG_RW,
    TRACE_FLAG_IOCTL,
    TRACE_FLAG_QUEUE,
    TRACE_FLAG_WMI,
    TRACE_FLAG_TIMER,
    TRACE_FLAG_INIT,
    TRACE_FLAG_LOCK,
    TRACE_FLAG_DEBUG1,
    TRACE_FLAG_DEBUG2,
    TRACE_FLAG_MCN,
    TRACE_FLAG_ISR,
    TRACE_FLAG_ENUM,
    TRACE_FLAG_LOGOTEST,
    TRACE_FLAG_DUMP,
    TRACE_FLAG_SCSI
} DEBUG_FLAGS,
    *PDEBUG_FLAGS;

#define TracePrint(x) StorDebugPrint x

#ifdef __cplusplus
}
#endif
#endif
