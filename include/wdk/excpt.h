/*
 * wdk/excpt.h - structured exceptions: __try, __except, __finally, __leave
 *
 * They work as Microsoft's compiler and Windows make them work: an exception first asks the filters
 * from the innermost __try outwards, on top of the code that raised it; then the termination
 * handlers run from the inside out, then the handler. `return`, `goto` and __leave may leave a
 * __try block; its __finally block runs on the way. `break` and `continue` in the block of an
 * __except belong to the loop or switch around the whole statement.
 *
 * `break` and `continue` may not leave a __try or a __finally block: sim_add_driver's build finds
 * them and names file and line.
 *
 * The statement is an `if` whose condition returns several times:
 *
 *      if (WdkSehEnter(frame) == 0)        at the very first 1: which kind is it? then 0
 *          for (guard; ...; normal end) { the __try block }
 *      else if (WdkSehExcept(frame) ...)   asked to filter, or at the end of the statement
 *          ;
 *      else { the __except block }
 *
 * Values that a __try block gives to its function's variables must be there in filter and handler
 * also when a single load in the block faults: no compiler promises that for optimised code, so
 * the whole source file is compiled without optimisation. For that WDK_STRUCTURED_EXCEPTIONS must
 * be defined; sim_add_driver does it for the files of a driver that need it, a test program does it
 * itself, before its first #include.
 *
 * Differs from Windows: `goto` into a __try block is refused. A function with __try is not inlined.
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

struct _EXCEPTION_POINTERS;

/* --- what the macros are made of; src/ke/seh.c ------------------------------------------------ */

typedef struct _WDK_SEH_FRAME {
    struct _WDK_SEH_FRAME *Outer;
    unsigned long long Jump[8]; /* rbx, rbp, r12 to r15, rsp, rip: src/ke/seh_x86_64.S */
    struct _EXCEPTION_POINTERS *Pointers;
    void *Resume; /* where a termination handler that was called goes back to, or NULL */
    int Code;
    unsigned char Phase, Kind, Abnormal;
} WDK_SEH_FRAME;

typedef struct _WDK_SEH_GUARD {
    WDK_SEH_FRAME *Frame; /* NULL: its block has ended */
} WDK_SEH_GUARD;

/* Of each statement in a source file: how far from the function's frame its WDK_SEH_FRAME lies, for
   each value that the frame's address can have modulo the alignment of variables; and its kind. */
enum { WDK_SEH_SITES = 1024, WDK_SEH_VARIANTS = 8, WDK_SEH_COLUMNS = WDK_SEH_VARIANTS + 1 };

#ifdef __cplusplus
extern "C" {
#endif
/* Returns as often as the statement needs. */
int WdkSehEnter(WDK_SEH_FRAME *Frame, int *Site, char *Function) __attribute__((returns_twice));
int WdkSehExcept(WDK_SEH_FRAME *Frame); /* 0: handle, 1: filter, 2: neither */
void WdkSehFiltered(WDK_SEH_FRAME *Frame, int Disposition) __attribute__((noreturn));
WDK_SEH_FRAME *WdkSehFinally(WDK_SEH_FRAME *Frame);
void WdkSehFinallyDone(WDK_SEH_GUARD *Guard);
void WdkSehFinallyLeft(WDK_SEH_GUARD *Guard);
void WdkSehBodyDone(WDK_SEH_GUARD *Guard);
void WdkSehBodyLeft(WDK_SEH_GUARD *Guard);
void WdkSehLeave(WDK_SEH_FRAME *Frame) __attribute__((noreturn));
#ifdef __cplusplus
}
#endif

/* libstdc++ has a macro __try of its own, for which host programs in C++ are left alone. */
#if !defined(__cplusplus) || !defined(__linux__)
#undef __try
#undef __except
#undef __finally
#undef __leave

#if defined(WDK_SEH_CHECK)

/* Only compiled for its error messages: a block of OpenMP is a loop's end for break. */
int WdkSehAny(void);
#define __try if (WdkSehAny()) _Pragma("omp parallel")
#define __except(...)                                                                              \
    else if (__VA_ARGS__) {}                                                                       \
    else
#define __finally else _Pragma("omp parallel")
#define __leave ((void)0)
#define _exception_code() 0
#define _exception_info() ((struct _EXCEPTION_POINTERS *)0)
#define _abnormal_termination() 0

#elif defined(WDK_STRUCTURED_EXCEPTIONS)

#ifdef __clang__
#pragma clang optimize off
#pragma clang diagnostic ignored "-Wreturn-type"
#pragma clang diagnostic ignored "-Wsometimes-uninitialized"
#pragma clang diagnostic ignored "-Wdangling-else"
#else
#pragma GCC optimize("O0")
#pragma GCC diagnostic ignored "-Wreturn-type"
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#pragma GCC diagnostic ignored "-Wdangling-else"
#pragma GCC diagnostic ignored "-Wclobbered"
#endif

static int WdkSehSites[WDK_SEH_SITES][WDK_SEH_COLUMNS] __attribute__((unused));

/* Never executed, but with it the compiler addresses no variable by the stack pointer, so that
   filters and termination handlers can run deeper in the stack. */
#define WDK_SEH_FREE_STACK                                                                         \
    (WdkSehSites[0][0] != 0 ? (void)(*(volatile char *)__builtin_alloca(1) = 0) : (void)0)
#define WDK_SEH_FUNCTION ((char *)__builtin_frame_address(0))
#define WDK_SEH_VARIANT ((unsigned long long)WDK_SEH_FUNCTION / 16 % WDK_SEH_VARIANTS)

enum { WdkSehNoSite = __COUNTER__ };
#ifdef __cplusplus
#define WDK_SEH_BEGIN                                                                              \
    WDK_SEH_FRAME __try_frame;                                                                     \
    (WDK_SEH_FREE_STACK,                                                                           \
     WdkSehEnter(&__try_frame, WdkSehSites[__COUNTER__ - WdkSehNoSite], WDK_SEH_FUNCTION)) == 0
#define WDK_SEH_HERE (&__try_frame)
#else
/* The frame has no name, and C has no scope for one that reaches into both branches of an `if`; an
   enumeration constant does, hence the table. A vector, because it is cleared in line. */
typedef long long WDK_SEH_SPACE __attribute__((vector_size(128), aligned(16)));
#define WDK_SEH_BEGIN                                                                              \
    (WDK_SEH_FREE_STACK,                                                                           \
     WdkSehEnter((WDK_SEH_FRAME *)(void *)&(WDK_SEH_SPACE){0},                                     \
                 WdkSehSites[sizeof(enum { __try_site = __COUNTER__ - WdkSehNoSite }) * 0 +        \
                             __try_site],                                                          \
                 WDK_SEH_FUNCTION)) ==                                                             \
        (int)sizeof(char[(int)__try_site < WDK_SEH_SITES ? 1 : -1]) - 1
#define WDK_SEH_HERE                                                                               \
    ((WDK_SEH_FRAME *)(void *)(WDK_SEH_FUNCTION + WdkSehSites[__try_site][WDK_SEH_VARIANT]))
#endif

#define __try                                                                                      \
    if (WDK_SEH_BEGIN)                                                                             \
        for (WDK_SEH_GUARD __try_block __attribute__((cleanup(WdkSehBodyLeft))) = {WDK_SEH_HERE};  \
             __try_block.Frame != 0; WdkSehBodyDone(&__try_block))
#define __except(...)                                                                              \
    else if (WdkSehExcept(WDK_SEH_HERE) == 1 ? (WdkSehFiltered(WDK_SEH_HERE, (int)(__VA_ARGS__)),  \
                                                1)                                                 \
                                             : WdkSehExcept(WDK_SEH_HERE) == 2) {}                 \
    else
#define __finally                                                                                  \
    else for (WDK_SEH_GUARD __finally_block __attribute__((cleanup(WdkSehFinallyLeft))) =          \
                  {WdkSehFinally(WDK_SEH_HERE)};                                                   \
              __finally_block.Frame != 0; WdkSehFinallyDone(&__finally_block))
#define __leave WdkSehLeave(__try_block.Frame)
#define _exception_code() (WDK_SEH_HERE->Code)
#define _exception_info() (WDK_SEH_HERE->Pointers)
#define _abnormal_termination() ((int)__finally_block.Frame->Abnormal)

#else

#define WDK_SEH_REFUSED                                                                            \
    _Pragma("GCC error \"structured exceptions need WDK_STRUCTURED_EXCEPTIONS: see excpt.h\"")
#define __try WDK_SEH_REFUSED
#define __except(...) WDK_SEH_REFUSED
#define __finally WDK_SEH_REFUSED
#define __leave WDK_SEH_REFUSED
#define _exception_code() WDK_SEH_REFUSED 0
#define _exception_info() WDK_SEH_REFUSED 0
#define _abnormal_termination() WDK_SEH_REFUSED 0

#endif

#define GetExceptionCode() _exception_code()
#define GetExceptionInformation() _exception_info()
#define AbnormalTermination() _abnormal_termination()
#define exception_code() _exception_code()
#define exception_info() _exception_info()
#define abnormal_termination() _abnormal_termination()

/* The kernel's excpt.h has these for C. */
#if defined(_KERNEL_MODE) && !defined(__cplusplus)
#define try __try
#define except __except
#define finally __finally
#define leave __leave
#endif

#endif

#endif
