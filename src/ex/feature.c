/*
 * src/ex/feature.c - what the processors can do
 *
 * What every x64 processor that Windows runs on can do, whatever the host has: a run must not
 * depend on it.
 */
#include "exi.h"

#define EXP_SSE_DAZ_MODE 11 /* PF_SSE_DAZ_MODE_AVAILABLE */

BOOLEAN
ExIsProcessorFeaturePresent(ULONG ProcessorFeature)
{
    switch (ProcessorFeature) {
    case PF_COMPARE_EXCHANGE_DOUBLE:
    case PF_MMX_INSTRUCTIONS_AVAILABLE:
    case PF_XMMI_INSTRUCTIONS_AVAILABLE:
    case PF_RDTSC_INSTRUCTION_AVAILABLE:
    case PF_PAE_ENABLED:
    case PF_XMMI64_INSTRUCTIONS_AVAILABLE:
    case EXP_SSE_DAZ_MODE:
    case PF_NX_ENABLED:
    case PF_SSE3_INSTRUCTIONS_AVAILABLE:
    case PF_COMPARE_EXCHANGE128:
        return TRUE;
    default:
        return FALSE;
    }
}
