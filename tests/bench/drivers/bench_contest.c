/*
 * bench/drivers/bench_contest.c - two threads that wait for a signal, and then use one variable
 *
 * Each adds one to Total so many times, unprotected: a read and a write of memory that the other
 * uses. Between two such it works with memory of its own. A program sets how much of both there is,
 * and whether each, when half is done, becomes the owner of something that nobody owns.
 */
// INSTRUMENT
#include <ntddk.h>

enum { CONTESTANTS = 2, OWN = 64 };

/* For the program: read once, when the signal comes. */
ULONG ContestRounds, ContestOwn; /* accesses of a thread to its own memory in each round */
BOOLEAN ContestOwner;
KEVENT ContestGo, ContestEnd;
ULONG ContestTotal, ContestTaken;
LONG ContestOwners; /* more than one, if both looked before either took */

static ULONG Own[CONTESTANTS][OWN];
static PKTHREAD Threads[CONTESTANTS];

static VOID
BecomeOwner(VOID)
{
    if (ContestTaken == 0) {
        ContestTaken = 1;
        InterlockedIncrement(&ContestOwners);
    }
}

static VOID
Contest(PULONG Mine, ULONG Rounds, ULONG OwnAccesses)
{
    for (ULONG Round = 0; Round < Rounds; Round++) {
        for (ULONG i = 0; i < OwnAccesses; i++) {
            Mine[i % OWN] = i;
        }
        ContestTotal = ContestTotal + 1;
    }
}

static VOID
Contestant(PVOID Mine)
{
    KeWaitForSingleObject(&ContestGo, Executive, KernelMode, FALSE, NULL);
    if (ContestOwner) {
        Contest(Mine, ContestRounds / 2, ContestOwn);
        BecomeOwner();
        Contest(Mine, ContestRounds / 2, ContestOwn);
    } else {
        Contest(Mine, ContestRounds, ContestOwn);
    }
    KeWaitForSingleObject(&ContestEnd, Executive, KernelMode, FALSE, NULL);
    PsTerminateSystemThread(STATUS_SUCCESS);
}

static NTSTATUS
StartContestant(ULONG i)
{
    HANDLE Handle;
    NTSTATUS Status =
        PsCreateSystemThread(&Handle, THREAD_ALL_ACCESS, NULL, NULL, NULL, Contestant, Own[i]);

    if (NT_SUCCESS(Status)) {
        Status = ObReferenceObjectByHandle(Handle, SYNCHRONIZE, *PsThreadType, KernelMode,
                                           (PVOID *)&Threads[i], NULL);
        ZwClose(Handle);
    }
    return Status;
}

static VOID
ContestUnload(PDRIVER_OBJECT Driver)
{
    ContestRounds = 0;
    ContestOwner = FALSE;
    KeSetEvent(&ContestGo, IO_NO_INCREMENT, FALSE);
    KeSetEvent(&ContestEnd, IO_NO_INCREMENT, FALSE);
    for (ULONG i = 0; i < CONTESTANTS; i++) {
        KeWaitForSingleObject(Threads[i], Executive, KernelMode, FALSE, NULL);
        ObDereferenceObject(Threads[i]);
    }
}

NTSTATUS
DriverEntry(PDRIVER_OBJECT Driver, PUNICODE_STRING RegistryPath)
{
    NTSTATUS Status = STATUS_SUCCESS;

    KeInitializeEvent(&ContestGo, NotificationEvent, FALSE);
    KeInitializeEvent(&ContestEnd, NotificationEvent, FALSE);
    for (ULONG i = 0; i < CONTESTANTS && NT_SUCCESS(Status); i++) {
        Status = StartContestant(i);
    }
    Driver->DriverUnload = ContestUnload;
    return Status;
}
