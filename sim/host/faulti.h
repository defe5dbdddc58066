/*
 * host/faulti.h - between fault.c, faultframe.c (what depends on the processor) and watchdog.c
 */
#ifndef SIM_HOST_FAULTI_H
#define SIM_HOST_FAULTI_H

#include <signal.h>

#include "windowi.h"

#if defined(__x86_64__)
enum { FAULT_FRAME_MOVES = 1 };
#else
enum { FAULT_FRAME_MOVES = 0 };
#endif

uintptr_t fault_sp(const void *context);
uintptr_t fault_pc(const void *context);
void fault_read(const void *context, const siginfo_t *info, struct hw_fault *fault);
/* What the handler made of the registers. */
void fault_write(void *context, const struct hw_fault *fault);
/* Copies the signal frame to below top and calls there; when that returns, so does the signal. */
_Noreturn void fault_move(const void *context, uintptr_t top,
                          void (*go_on)(const void *context, const siginfo_t *info));
/* backtrace.c: if that is where the fault was, it does not return. */
void host_backtrace_faults(int signal);
bool fault_is_installed(void);
/* watch.c: the first write to a page that is watched: the instruction is to run again. */
bool fault_is_watched(uintptr_t address);
/* Has the interrupted code run for too long? Counts this signal. */
bool fault_watchdog_bites(const void *context);

#endif
