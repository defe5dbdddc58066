/*
 * src/ob/memoryevent.c - the events that say how much memory is left: \KernelObjects\Low...
 *
 * ex/poollimit.c sets them.
 *
 * Differs from Windows: those for the commit charge are not there: nothing is paged out.
 */
#include "obi.h"

static PKEVENT
ObpCreateMemoryEvent(PCWSTR Path)
{
    OBJECT_ATTRIBUTES Attributes;
    UNICODE_STRING Name;
    NTSTATUS Status;
    PVOID Event;

    RtlInitUnicodeString(&Name, Path);
    InitializeObjectAttributes(&Attributes, &Name, OBJ_CASE_INSENSITIVE | OBJ_PERMANENT, NULL,
                               NULL);
    Status = ObCreateObjectOfType(&ObpEventType, sizeof(KEVENT), &Event);
    SIM_ASSERT(NT_SUCCESS(Status));
    KeInitializeEvent(Event, NotificationEvent, FALSE);
    Status = ObInsertNewObject(Event, &Attributes, 0, KernelMode, NULL, NULL);
    SIM_ASSERT(NT_SUCCESS(Status));
    return Event; // with a reference that stays
}

VOID
ObpInitMemoryEvents(VOID)
{
    static const struct {
        PCWSTR Low, High;
    } Names[ExMemoryKinds] = {
        [ExAllMemory] = {L"\\KernelObjects\\LowMemoryCondition",
                         L"\\KernelObjects\\HighMemoryCondition"},
        [ExNonPagedMemory] = {L"\\KernelObjects\\LowNonPagedPoolCondition",
                              L"\\KernelObjects\\HighNonPagedPoolCondition"},
        [ExPagedMemory] = {L"\\KernelObjects\\LowPagedPoolCondition",
                           L"\\KernelObjects\\HighPagedPoolCondition"},
    };

    for (ULONG i = 0; i < ExMemoryKinds; i++) {
        ExSetMemoryEvents((EX_MEMORY_KIND)i, ObpCreateMemoryEvent(Names[i].Low),
                          ObpCreateMemoryEvent(Names[i].High));
    }
}
