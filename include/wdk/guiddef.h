/*
 * wdk/guiddef.h - GUIDs
 *
 * DEFINE_GUID declares a GUID; after initguid.h (which defines INITGUID) it defines it. The
 * definition is weak, so that several files of a driver may make it, as in Windows.
 */
#ifndef _WDK_GUIDDEF_H_
#define _WDK_GUIDDEF_H_

#include <string.h>

#ifndef GUID_DEFINED
#define GUID_DEFINED
typedef struct _GUID {
    unsigned int Data1;
    unsigned short Data2;
    unsigned short Data3;
    unsigned char Data4[8];
} GUID;
#endif

typedef GUID *LPGUID;
typedef const GUID *LPCGUID;
typedef GUID IID, CLSID, FMTID;

#ifdef __cplusplus
#define EXTERN_C extern "C"
#define REFGUID const GUID &
#define REFIID const IID &
#define REFCLSID const CLSID &
#else
#define EXTERN_C extern
#define REFGUID const GUID *
#define REFIID const IID *
#define REFCLSID const CLSID *
#endif

#define DECLSPEC_SELECTANY __attribute__((weak))

#define WDK_GUID_VALUE_(l, w1, w2, b1, b2, b3, b4, b5, b6, b7, b8)                                 \
    {                                                                                              \
        l, w1, w2,                                                                                 \
        {                                                                                          \
            b1, b2, b3, b4, b5, b6, b7, b8                                                         \
        }                                                                                          \
    }

#ifdef __cplusplus
#define IsEqualGUID(a, b) (!memcmp(&(a), &(b), sizeof(GUID)))
#define InlineIsEqualGUID(a, b) IsEqualGUID(a, b)
#else
#define IsEqualGUID(a, b) (!memcmp((a), (b), sizeof(GUID)))
#define InlineIsEqualGUID(a, b) IsEqualGUID(a, b)
#endif
#define IsEqualIID(a, b) IsEqualGUID(a, b)
#define IsEqualCLSID(a, b) IsEqualGUID(a, b)

#endif

/* DEFINE_GUID means what INITGUID says at the time of the last inclusion. */
#undef DEFINE_GUID
#ifdef INITGUID
#define DEFINE_GUID(name, l, w1, w2, b1, b2, b3, b4, b5, b6, b7, b8)                               \
    EXTERN_C const GUID name DECLSPEC_SELECTANY;                                                   \
    const GUID name = WDK_GUID_VALUE_(l, w1, w2, b1, b2, b3, b4, b5, b6, b7, b8)
#else
#define DEFINE_GUID(name, l, w1, w2, b1, b2, b3, b4, b5, b6, b7, b8) EXTERN_C const GUID name
#endif
