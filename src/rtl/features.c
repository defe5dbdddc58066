/*
 * src/rtl/features.c - extended processor features that the system has enabled
 *
 * A simulated processor has no XSAVE, whatever the host's has (ExIsProcessorFeaturePresent says so,
 * too); without it no feature is enabled.
 */
#include "rtlp.h"

ULONG64
RtlGetEnabledExtendedFeatures(ULONG64 FeatureMask)
{
    return 0;
}
