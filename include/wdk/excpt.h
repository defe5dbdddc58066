/*
 * wdk/excpt.h - exception dispositions, and the absence of structured exception handling
 *
 * __try, __except, __finally and __leave are not available: a driver that uses them does not
 * compile, and the compiler's message says why.
 */
#ifndef _WDK_EXCPT_H_
#define _WDK_EXCPT_H_

#define EXCEPTION_EXECUTE_HANDLER 1
#define EXCEPTION_CONTINUE_SEARCH 0
#define EXCEPTION_CONTINUE_EXECUTION (-1)

typedef enum _EXCEPTION_DISPOSITION {
    ExceptionContinueExecution,
    ExceptionContinueSearch,
    ExceptionNestedException,
    ExceptionCollidedUnwind
} EXCEPTION_DISPOSITION;

/* libstdc++ has a macro __try of its own, for which host programs in C++ are left alone. */
#if !defined(__cplusplus) || !defined(__linux__)
#undef __try
#undef __except
#undef __finally
#undef __leave
#define __try _Pragma("GCC error \"libsim has no structured exception handling: __try\"")
#define __except(...) _Pragma("GCC error \"libsim has no structured exception handling: __except\"")
#define __finally _Pragma("GCC error \"libsim has no structured exception handling: __finally\"")
#define __leave _Pragma("GCC error \"libsim has no structured exception handling: __leave\"")
#define GetExceptionCode()                                                                         \
    _Pragma("GCC error \"libsim has no structured exception handling: GetExceptionCode\"") 0
#define GetExceptionInformation()                                                                  \
    _Pragma("GCC error \"libsim has no structured exception handling: GetExceptionInformation\"") 0
#endif

#endif
