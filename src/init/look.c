/*
 * init/look.c - what a test or a demonstration may see of a run: its token, its numbers
 */
#include "init.h"

#include <sim/test.h>

const char *
sim_token(void)
{
    return InipToken();
}

void
sim_pool_quota(size_t bytes)
{
    PsSetPoolQuota(PsCurrentProcess(), bytes, 0);
}

void
sim_pool_limit(size_t nonpaged, size_t paged)
{
    ExSetPoolLimit(nonpaged, paged);
}

void
sim_ac_power(bool plugged_in)
{
    ObNotifySystemCallback(ObCallbackPowerState, PO_CB_AC_STATUS, plugged_in);
}

void
sim_lid(bool open)
{
    ObNotifySystemCallback(ObCallbackPowerState, PO_CB_LID_SWITCH_STATE, open);
}

unsigned
sim_cpu_count(void)
{
    return HalProcessorCount();
}

struct sim_statistics
sim_statistics(unsigned cpu)
{
    KE_STATISTICS Of;

    KeQueryStatistics(cpu, &Of);
    return (struct sim_statistics){.interrupts = Of.Interrupts,
                                   .dpcs = Of.Dpcs,
                                   .context_switches = Of.ContextSwitches,
                                   .busy_ns = Of.BusyNs};
}

bool
sim_error_log(unsigned index, struct sim_error_log_record *record)
{
    const IO_ERROR_LOG_RECORD *Record = IoQueryErrorLog(index);

    if (Record == NULL) {
        return false;
    }
    *record = (struct sim_error_log_record){.number = Record->Number,
                                            .time_100ns = (uint64_t)Record->TimeStamp.QuadPart,
                                            .driver = Record->DriverName,
                                            .packet = Record->Data,
                                            .size = Record->Size};
    for (ULONG i = 1; i < RTL_NUMBER_OF(record->strings); i++) {
        record->strings[i] = IoErrorLogString(Record, i);
    }
    return true;
}
