/*
 * wmi/init.c - the rung comes up
 */
#include "wmip.h"

VOID
WmiInitSystem(VOID)
{
    WmipInitSession();
    WmipInitProviders();
    WmipInitMessages();
    WmipInitActivities();
}

VOID
WmipRefuseUnload(PVOID Caller, ULONG64 Handle, PDRIVER_OBJECT Driver, PCSTR What)
{
    if ((ULONG_PTR)Caller - (ULONG_PTR)Driver->DriverStart < Driver->DriverSize) {
        KeReport("%s is still registered when its driver is unloaded\n", What);
        KeBugCheckEx(DRIVER_VERIFIER_DETECTED_VIOLATION, 0xDD, (ULONG_PTR)Caller,
                     (ULONG_PTR)Driver->DriverStart, (ULONG_PTR)Handle);
    }
}
