/*
 * init/snapshot.c - a snapshot of the whole machine: what the machine itself does not know
 *
 * Stacks of user threads lie in user memory, where only processes know them; of a stack, what was
 * left below is not part of a snapshot (sim/core/alive.c).
 */
#include "init.h"

enum { INI_USER_STACKS = 1024 };

typedef struct _INI_STACKS {
    HAL_RANGE Stacks[INI_USER_STACKS];
    ULONG Count;
} INI_STACKS;

static VOID
InipAddStacks(INI_STACKS *To, PEPROCESS Process)
{
    for (PLIST_ENTRY Entry = Process->ThreadListHead.Flink; Entry != &Process->ThreadListHead;
         Entry = Entry->Flink) {
        PKTHREAD Thread = &CONTAINING_RECORD(Entry, ETHREAD, ThreadListEntry)->Tcb;

        if (Thread->UserStackBase != NULL && Thread->State != KtTerminated) {
            SIM_ASSERT(To->Count < INI_USER_STACKS);
            To->Stacks[To->Count++] = (HAL_RANGE){Thread->UserStackBase, Thread->UserStackSize};
        }
    }
}

VOID
InipTakeSnapshot(VOID)
{
    INI_STACKS Stacks = {.Count = 0};

    for (PEPROCESS Process = PsNextProcess(NULL); Process != NULL;
         Process = PsNextProcess(Process)) {
        InipAddStacks(&Stacks, Process);
    }
    HalTakeSnapshot(Stacks.Stacks, Stacks.Count);
}
