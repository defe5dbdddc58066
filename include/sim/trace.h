/*
 * include/sim/trace.h - what of drivers' event tracing a test wants to see
 *
 * WPP messages and ETW events are records of the trace, with their text (sim_trace_line). At first
 * everything that is traced is recorded.
 */
#ifndef SIM_TRACE_H
#define SIM_TRACE_H

#include <stdint.h>

#include <guiddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Events and messages of this provider (NULL: of all, later ones as well) are recorded up to this
   level (0: none, so that the provider is disabled) and with one of these keywords (of WPP: flags).
   A provider that registers later, too. Enable callbacks are called: at PASSIVE_LEVEL. */
void sim_trace_provider(const GUID *provider, uint8_t level, uint64_t keywords);

#ifdef __cplusplus
}
#endif
#endif
