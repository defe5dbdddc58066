/*
 * ps/init.c - the System process and the first thread
 */
#include "psi.h"

static POB_HANDLE_TABLE
PspCurrentTable(VOID)
{
    return PsCurrentProcess()->ObjectTable;
}

static PVOID
PspPseudoObject(HANDLE Handle)
{
    return Handle == NtCurrentProcess() ? (PVOID)PsCurrentProcess() : (PVOID)PsCurrentThread();
}

static POB_HANDLE_TABLE
PspTableOf(PVOID Process)
{
    return ((PEPROCESS)Process)->ObjectTable;
}

static VOID
PspCreateSystem(VOID)
{
    POB_HANDLE_TABLE Table = ObKernelHandleTable();
    NTSTATUS Status = PspCreateProcess("System", Table, NULL, &PsInitialSystemProcess);

    SIM_ASSERT(NT_SUCCESS(Status));
    ObSetTableProcess(Table, PsInitialSystemProcess);
    KeInitSystem(&PsInitialSystemProcess->Pcb);
    KeQuerySystemTime(&PsInitialSystemProcess->CreateTime);
}

VOID
PsInitSystem(VOID (*Phase1)(PVOID), PVOID Context)
{
    static const OB_CALLBACKS Callbacks = {PspCurrentTable, PspPseudoObject, PspTableOf,
                                           &PspProcessType};
    NTSTATUS Status;

    PspInitProcesses();
    PspInitThreads();
    PspInitExit();
    PspInitNotify();
    PspInitSilos();
    PspInitSiloContexts();
    PspCreateSystem();
    ObSetCallbacks(&Callbacks);
    PspInitTokens();
    PspInitQuota();
    Status = PsCreateWorker(Phase1, Context, PsInitialSystemProcess->Pcb.BasePriority);
    SIM_ASSERT(NT_SUCCESS(Status));
}
