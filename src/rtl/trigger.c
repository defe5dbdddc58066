/*
 * src/rtl/trigger.c - custom triggers of the system event broker
 *
 * There is no system event broker here, so nobody can have subscribed.
 */
#include "rtlp.h"

NTSTATUS
RtlRaiseCustomSystemEventTrigger(PCUSTOM_SYSTEM_EVENT_TRIGGER_CONFIG TriggerConfig)
{
    if (TriggerConfig->Size != sizeof *TriggerConfig || TriggerConfig->TriggerId == NULL) {
        return STATUS_INVALID_PARAMETER;
    }
    return STATUS_INSTANCE_NOT_AVAILABLE;
}
