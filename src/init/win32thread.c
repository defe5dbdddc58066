/*
 * init/win32thread.c - threads and processes of user mode
 *
 * A new thread gets a block with its start address and parameter, which it fetches by a system call
 * as its first action and which is freed then:
 *
 *      CreateThread --InipNewThread: block--> InipThreadMain --InipTakeStart: copy, free--> start
 *
 * When the start address returns, the thread ends with what it returned as its exit status.
 */
#include "win32.h"

enum { INI_THREAD_STACK = 64 * 1024, INI_START_TAG = 0x74536E49 };

typedef struct _INI_START {
    LPTHREAD_START_ROUTINE Routine; /* either this */
    void (*Function)(void *);       /* or this */
    PVOID Argument;
} INI_START;

typedef struct _INI_NEW_THREAD {
    INI_START Start;
    SIZE_T StackSize;
    BOOLEAN OwnProcess;
    HANDLE Handle; /* of the thread, or of the process if it has its own */
    DWORD Id;
    SE_ACCOUNT Account;  /* of sim_process_as */
    PACCESS_TOKEN Token; /* of a process; NULL: its creator's */
} INI_NEW_THREAD;

/* --- in the new thread ------------------------------------------------------------------------ */

typedef struct _INI_TAKE {
    INI_START *Block;
    INI_START Start;
} INI_TAKE;

static NTSTATUS
InipTakeStart(PVOID Context)
{
    INI_TAKE *Take = Context;

    Take->Start = *Take->Block;
    ExFreeOwn(Take->Block);
    return STATUS_SUCCESS;
}

static VOID
InipThreadMain(PVOID Block)
{
    INI_TAKE Take = {.Block = Block};

    InipCallKernel(InipTakeStart, &Take);
    if (Take.Start.Routine != NULL) {
        ExitThread(Take.Start.Routine(Take.Start.Argument));
    }
    Take.Start.Function(Take.Start.Argument);
    ExitThread(0);
}

/* --- making one ------------------------------------------------------------------------------- */

static NTSTATUS
InipStartThread(INI_NEW_THREAD *New, PEPROCESS Process, PETHREAD *Thread)
{
    INI_START *Block = ExAllocateOwn(sizeof *Block, INI_START_TAG);
    NTSTATUS Status;

    if (Block == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    *Block = New->Start;
    Status = PsCreateUserThread(Process, InipThreadMain, Block, New->StackSize, Thread);
    if (!NT_SUCCESS(Status)) {
        ExFreeOwn(Block);
    }
    return Status;
}

static NTSTATUS
InipNewThread(PVOID Context)
{
    INI_NEW_THREAD *New = Context;
    PETHREAD Thread;
    NTSTATUS Status = InipStartThread(New, PsCurrentProcess(), &Thread);

    if (NT_SUCCESS(Status)) {
        New->Id = HandleToULong(Thread->Cid.UniqueThread);
        Status =
            ObCreateHandle(Thread, *PsThreadType, THREAD_ALL_ACCESS, 0, UserMode, &New->Handle);
        ObDereferenceObject(Thread);
    }
    return Status;
}

static NTSTATUS
InipNewProcess(PVOID Context)
{
    INI_NEW_THREAD *New = Context;
    PEPROCESS Process;
    PETHREAD Thread;
    NTSTATUS Status = PsCreateUserProcess("child", New->Token, &Process);

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Status = ObInheritHandles(PsCurrentProcess()->ObjectTable, Process->ObjectTable);
    if (NT_SUCCESS(Status)) {
        Status =
            ObCreateHandle(Process, *PsProcessType, PROCESS_ALL_ACCESS, 0, UserMode, &New->Handle);
    }
    if (NT_SUCCESS(Status)) {
        Status = InipStartThread(New, Process, &Thread);
    }
    if (NT_SUCCESS(Status)) {
        ObDereferenceObject(Thread);
    }
    ObDereferenceObject(Process);
    return Status;
}

HANDLE
CreateThread(LPSECURITY_ATTRIBUTES lpThreadAttributes, SIZE_T dwStackSize,
             LPTHREAD_START_ROUTINE lpStartAddress, LPVOID lpParameter, DWORD dwCreationFlags,
             LPDWORD lpThreadId)
{
    INI_NEW_THREAD New = {.Start = {.Routine = lpStartAddress, .Argument = lpParameter},
                          .StackSize = dwStackSize == 0 ? INI_THREAD_STACK : dwStackSize};

    if (dwCreationFlags != 0) {
        InipFailSaying(NULL, 0, "CreateThread: flags 0x%X are not supported", dwCreationFlags);
    }
    if (!InipSucceedIf(InipCallKernel(InipNewThread, &New))) {
        return NULL;
    }
    if (lpThreadId != NULL) {
        *lpThreadId = New.Id;
    }
    return New.Handle;
}

static HANDLE
InipRunNew(PCSTR Who, NTSTATUS (*Service)(PVOID), INI_NEW_THREAD *New)
{
    NTSTATUS Status = InipCallKernel(Service, New);

    if (!NT_SUCCESS(Status)) {
        InipFailSaying(NULL, 0, "%s: %s", Who, InipStatusName(Status));
    }
    return New->Handle;
}

static HANDLE
InipRunFunction(PCSTR Who, NTSTATUS (*Service)(PVOID), void (*Function)(void *), PVOID Argument)
{
    return InipRunNew(Who, Service,
                      &(INI_NEW_THREAD){.Start = {.Function = Function, .Argument = Argument},
                                        .StackSize = INI_THREAD_STACK});
}

HANDLE
sim_thread(void (*function)(void *), void *argument)
{
    return InipRunFunction("sim_thread", InipNewThread, function, argument);
}

HANDLE
sim_process(void (*function)(void *), void *argument)
{
    return InipRunFunction("sim_process", InipNewProcess, function, argument);
}

static NTSTATUS
InipNewProcessAs(PVOID Context)
{
    INI_NEW_THREAD *New = Context;
    NTSTATUS Status = SeCreateAccountToken(New->Account, &New->Token);

    if (NT_SUCCESS(Status)) {
        Status = InipNewProcess(New);
        ObDereferenceObject(New->Token);
    }
    return Status;
}

HANDLE
sim_process_as(enum sim_account account, void (*function)(void *), void *argument)
{
    return InipRunNew("sim_process_as", InipNewProcessAs,
                      &(INI_NEW_THREAD){.Start = {.Function = function, .Argument = argument},
                                        .StackSize = INI_THREAD_STACK,
                                        .Account = (SE_ACCOUNT)account});
}

void
sim_join(HANDLE thread)
{
    if (WaitForSingleObject(thread, INFINITE) != WAIT_OBJECT_0) {
        InipFailSaying(NULL, 0, "sim_join: error %u", GetLastError());
    }
    CloseHandle(thread);
}

/* --- ending, and what one may ask ------------------------------------------------------------- */

static NTSTATUS
InipExitService(PVOID Code)
{
    PsTerminateCurrentThread((NTSTATUS)(LONG_PTR)Code);
}

void
ExitThread(DWORD dwExitCode)
{
    InipCallKernel(InipExitService, (PVOID)(ULONG_PTR)dwExitCode);
    SIM_ASSERT(!"a thread came back from its end");
    __builtin_unreachable();
}

typedef struct _INI_EXIT_CODE {
    HANDLE Handle;
    DWORD Code;
} INI_EXIT_CODE;

static NTSTATUS
InipExitCodeService(PVOID Context)
{
    INI_EXIT_CODE *Exit = Context;
    PETHREAD Thread;
    NTSTATUS Status;

    if (HalIsSearched()) {
        HalStep(HalStepCall, NULL);
    }
    Status = ObReferenceObjectByHandle(Exit->Handle, THREAD_QUERY_INFORMATION, *PsThreadType,
                                       UserMode, (PVOID *)&Thread, NULL);
    if (NT_SUCCESS(Status)) {
        Exit->Code =
            PsIsThreadTerminating(Thread) ? (DWORD)PsGetThreadExitStatus(Thread) : STILL_ACTIVE;
        ObDereferenceObject(Thread);
    }
    return Status;
}

BOOL
GetExitCodeThread(HANDLE hThread, LPDWORD lpExitCode)
{
    INI_EXIT_CODE Exit = {.Handle = hThread};
    NTSTATUS Status = InipCallKernel(InipExitCodeService, &Exit);

    *lpExitCode = Exit.Code;
    return InipSucceedIf(Status);
}

DWORD
GetCurrentThreadId(void)
{
    return HandleToULong(PsCurrentThread()->Cid.UniqueThread);
}

DWORD
GetCurrentProcessId(void)
{
    return HandleToULong(PsCurrentThread()->Cid.UniqueProcess);
}

HANDLE
GetCurrentThread(void)
{
    return (HANDLE)(LONG_PTR)-2;
}

HANDLE
GetCurrentProcess(void)
{
    return (HANDLE)(LONG_PTR)-1;
}
