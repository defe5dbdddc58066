/*
 * src/ke/processorchange.c - processors that are added while the system runs, and who wants to know
 *
 *      KeAddProcessor --> every callback: KeProcessorAddStartNotify
 *          one of them sets *OperationStatus: KeProcessorAddFailureNotify to those before it
 *          the hardware fails:                KeProcessorAddFailureNotify to all
 *          else the processor starts:         KeProcessorAddCompleteNotify to all
 *
 * Registration with KE_PROCESSOR_CHANGE_ADD_EXISTING tells the new callback the same story of the
 * processors that there are: Start for each, then Complete for each; after an error, Failure for
 * those before.
 *
 * Differs from Windows: what an error at registration does to the registration is not documented;
 * here there is none (NULL).
 */
#include "ki.h"

enum { KI_CHANGE_CALLBACKS = 32 };

typedef struct _KI_CHANGE_CALLBACK {
    PPROCESSOR_CALLBACK_FUNCTION Function; /* NULL: free */
    PVOID Context;
} KI_CHANGE_CALLBACK, *PKI_CHANGE_CALLBACK;

static struct {
    KI_CHANGE_CALLBACK Callback[KI_CHANGE_CALLBACKS]; /* in the order of registration */
    ULONG Count;
} Ki SIM_STATE;

static NTSTATUS
KiTell(const KI_CHANGE_CALLBACK *Callback, ULONG Processor, KE_PROCESSOR_CHANGE_NOTIFY_STATE State,
       NTSTATUS Why)
{
    KE_PROCESSOR_CHANGE_NOTIFY_CONTEXT Change = {
        .State = State,
        .NtNumber = Processor,
        .Status = Why,
        .ProcNumber = {.Group = (USHORT)(Processor / HalGroupSize()),
                       .Number = (UCHAR)(Processor % HalGroupSize())}};
    NTSTATUS Status = STATUS_SUCCESS;

    if (Callback->Function != NULL) {
        CALL_DRIVER(Callback->Function, Callback->Context, &Change, &Status);
    }
    return State == KeProcessorAddStartNotify ? Status : STATUS_SUCCESS;
}

/* --- registration ----------------------------------------------------------------------------- */

static NTSTATUS
KiTellOfExisting(const KI_CHANGE_CALLBACK *Callback)
{
    ULONG Count = HalProcessorCount(), Told = 0;
    NTSTATUS Status = STATUS_SUCCESS;

    while (Told < Count && NT_SUCCESS(Status)) {
        Status = KiTell(Callback, Told, KeProcessorAddStartNotify, STATUS_SUCCESS);
        Told += NT_SUCCESS(Status);
    }
    for (ULONG i = 0; i < Told; i++) {
        KiTell(Callback, i,
               NT_SUCCESS(Status) ? KeProcessorAddCompleteNotify : KeProcessorAddFailureNotify,
               Status);
    }
    return Status;
}

PVOID
KeRegisterProcessorChangeCallback(PPROCESSOR_CALLBACK_FUNCTION CallbackFunction,
                                  PVOID CallbackContext, ULONG Flags)
{
    KI_CHANGE_CALLBACK Callback = {CallbackFunction, CallbackContext};

    if (Ki.Count == KI_CHANGE_CALLBACKS) {
        return NULL;
    }
    if ((Flags & KE_PROCESSOR_CHANGE_ADD_EXISTING) != 0 &&
        !NT_SUCCESS(KiTellOfExisting(&Callback))) {
        return NULL;
    }
    Ki.Callback[Ki.Count] = Callback;
    return &Ki.Callback[Ki.Count++];
}

/* Places are not used again while later ones are: handles stay what they are. */
VOID
KeDeregisterProcessorChangeCallback(PVOID CallbackHandle)
{
    PKI_CHANGE_CALLBACK Callback = CallbackHandle;

    if (Callback < Ki.Callback || Callback >= Ki.Callback + Ki.Count ||
        Callback->Function == NULL) {
        KeRuleViolation("KeDeregisterProcessorChangeCallback", (ULONG_PTR)CallbackHandle, 0);
    }
    Callback->Function = NULL;
    while (Ki.Count > 0 && Ki.Callback[Ki.Count - 1].Function == NULL) {
        Ki.Count--;
    }
}

VOID
KiReportChangeCallbacks(VOID (*Report)(PCSTR Format, ...))
{
    for (ULONG i = 0; i < Ki.Count; i++) {
        PVOID Function = (PVOID)(ULONG_PTR)Ki.Callback[i].Function;

        if (Function != NULL && HalPlace(Function) != HalAtLibsim) {
            Report("processor change callback %p is still registered\n", Function);
        }
    }
}

/* --- a processor comes ------------------------------------------------------------------------ */

/* Threads that might run on all processors of the group may run on the new one. */
static VOID
KiWidenThreads(ULONG Processor)
{
    USHORT Group = (USHORT)(Processor / HalGroupSize());
    GROUP_AFFINITY Before, After;

    HalGroupAffinity(Group, &Before);
    HalAddProcessor();
    HalGroupAffinity(Group, &After);
    for (PKTHREAD Thread = KeNextThread(NULL); Thread != NULL; Thread = KeNextThread(Thread)) {
        if (Thread->Process->Affinity.Group == Group &&
            Thread->Process->Affinity.Mask == Before.Mask) {
            Thread->Process->Affinity = After;
        }
        if (Thread->UserAffinity.Group == Group && Thread->UserAffinity.Mask == Before.Mask) {
            Thread->UserAffinity = After;
            Thread->Affinity = Thread->AffinityIsSystem ? Thread->Affinity : After;
            Thread->Processors = HalAffinityProcessors(&Thread->Affinity);
        }
    }
}

NTSTATUS
KeAddProcessor(NTSTATUS Hardware)
{
    ULONG Processor = HalProcessorCount(), Told = 0;
    NTSTATUS Status = STATUS_SUCCESS;

    if (Processor == HalMaximumProcessorCount()) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    while (Told < Ki.Count && NT_SUCCESS(Status)) {
        Status = KiTell(&Ki.Callback[Told], Processor, KeProcessorAddStartNotify, STATUS_SUCCESS);
        Told += NT_SUCCESS(Status);
    }
    Status = NT_SUCCESS(Status) ? Hardware : Status;
    if (NT_SUCCESS(Status)) {
        KiWidenThreads(Processor);
        KiAddDpcThread();
    }
    for (ULONG i = 0; i < Told; i++) {
        KiTell(&Ki.Callback[i], Processor,
               NT_SUCCESS(Status) ? KeProcessorAddCompleteNotify : KeProcessorAddFailureNotify,
               Status);
    }
    return Status;
}
