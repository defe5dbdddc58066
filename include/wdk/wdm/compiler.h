/*
 * wdk/wdm/compiler.h - Microsoft's keywords for gcc and clang
 *
 * A driver's source is written for Microsoft's compiler. Its keywords become what they mean here,
 * or nothing where x64 Linux has nothing to choose (calling conventions).
 */
#ifndef _WDM_COMPILER_H_
#define _WDM_COMPILER_H_

#if !defined(__SIZEOF_WCHAR_T__) || __SIZEOF_WCHAR_T__ != 2
#error "The WDK headers need 16-bit wide characters: compile with -fshort-wchar"
#endif

#undef __cdecl
#undef __stdcall
#undef __fastcall
#undef __vectorcall
#define __cdecl
#define __stdcall
#define __fastcall
#define __vectorcall
#undef _cdecl
#define _cdecl
#undef __forceinline
#define __forceinline __inline__ __attribute__((always_inline))
#undef __unaligned
#define __unaligned
#undef __restrict_
#undef __ptr32
#undef __ptr64
#define __ptr32
#define __ptr64
#undef __w64
#define __w64

/* Integer keywords: clang has them with -fms-extensions, gcc never. */
#ifndef __clang__
#undef __int8
#undef __int16
#undef __int32
#undef __int64
#define __int8 char
#define __int16 short
#define __int32 int
#define __int64 long long
#endif
#define _int64 long long

/* __declspec: what has an equivalent; an unknown one does not compile. */
#undef __declspec
#define __declspec(x) WDK_DECLSPEC_##x
#define WDK_DECLSPEC_align(n) __attribute__((aligned(n)))
#define WDK_DECLSPEC_allocate(section)
#define WDK_DECLSPEC_code_seg(section)
#define WDK_DECLSPEC_deprecated __attribute__((deprecated))
#define WDK_DECLSPEC_dllexport
#define WDK_DECLSPEC_dllimport
#define WDK_DECLSPEC_guard(x)
#define WDK_DECLSPEC_naked __attribute__((naked))
#define WDK_DECLSPEC_noalias
#define WDK_DECLSPEC_noinline __attribute__((noinline))
#define WDK_DECLSPEC_noreturn __attribute__((noreturn))
#define WDK_DECLSPEC_nothrow
#define WDK_DECLSPEC_novtable
#define WDK_DECLSPEC_restrict
#define WDK_DECLSPEC_safebuffers
#define WDK_DECLSPEC_selectany __attribute__((weak))
#define WDK_DECLSPEC_thread "libsim has no thread-local storage in drivers"
#define WDK_DECLSPEC_uuid(x)

#undef __noop
#define __noop(...) ((void)0)
#ifndef __pragma
#define __pragma(...)
#endif

#endif
