/*
 * io/system/session.c - user sessions, and who is told of their events
 *
 *      Initialized --Created--> Created --Connected--> Connected --Logon--> LoggedOn
 *      Connected --Disconnected--> Disconnected --Connected--> Connected
 *      LoggedOn --Disconnected--> DisconnectedLoggedOn --Connected--> LoggedOn
 *      LoggedOn, DisconnectedLoggedOn --Logoff--> LoggedOff
 *      any --Terminated--> Terminated, and the session is no more
 *
 * Nobody logs on by himself: a test makes the events (IoSessionEvent, sim_session_event).
 *
 * Invariants:
 *   S1. A registration is on the list until it is unregistered, and its memory stays as long as its
 *       routine runs (Running). Who unregisters waits for that, unless it is the routine itself.
 *   S2. A driver has one registration for an I/O object.
 *
 * Differs from Windows: the documented table of transitions is a picture; the above is what its
 * names say. Per-session device objects do not exist, so every registration hears of every session.
 */
#include "system.h"

#define IOP_SESSION_TAG 'sSoI'

typedef struct _IOP_SESSION {
    LIST_ENTRY Links;
    IO_SESSION_STATE_INFORMATION Information;
} IOP_SESSION, *PIOP_SESSION;

typedef struct _IOP_REGISTRATION {
    LIST_ENTRY Links;
    IO_SESSION_STATE_NOTIFICATION Wanted;
    PIO_SESSION_NOTIFICATION_FUNCTION Routine;
    PETHREAD Running; /* NULL: the routine does not run */
    BOOLEAN Gone, Awaited;
    KEVENT Done;
} IOP_REGISTRATION, *PIOP_REGISTRATION;

static struct {
    LIST_ENTRY Sessions, Registrations;
    KEVENT Turn; /* one event at a time */
} Iop SIM_STATE;

VOID
IopInitSessions(VOID)
{
    InitializeListHead(&Iop.Sessions);
    InitializeListHead(&Iop.Registrations);
    KeInitializeEvent(&Iop.Turn, SynchronizationEvent, TRUE);
}

/* --- registrations ---------------------------------------------------------------------------- */

static BOOLEAN
IopIsRegistered(PVOID IoObject)
{
    for (PLIST_ENTRY Entry = Iop.Registrations.Flink; Entry != &Iop.Registrations;
         Entry = Entry->Flink) {
        PIOP_REGISTRATION Registration = CONTAINING_RECORD(Entry, IOP_REGISTRATION, Links);

        if (!Registration->Gone && Registration->Wanted.IoObject == IoObject) {
            return TRUE;
        }
    }
    return FALSE;
}

NTSTATUS
IoRegisterContainerNotification(IO_CONTAINER_NOTIFICATION_CLASS NotificationClass,
                                PIO_CONTAINER_NOTIFICATION_FUNCTION CallbackFunction,
                                PVOID NotificationInformation, ULONG NotificationInformationLength,
                                PVOID CallbackRegistration)
{
    PIO_SESSION_STATE_NOTIFICATION Wanted = NotificationInformation;
    PIOP_REGISTRATION New;

    if (NotificationClass != IoSessionStateNotification) {
        return STATUS_INVALID_PARAMETER_1;
    }
    if (NotificationInformationLength != sizeof *Wanted) {
        return STATUS_INVALID_PARAMETER_4;
    }
    if (Wanted == NULL || Wanted->Size != sizeof *Wanted || Wanted->Flags != 0 ||
        Wanted->IoObject == NULL || (Wanted->EventMask & IO_SESSION_STATE_VALID_EVENT_MASK) == 0) {
        return STATUS_INVALID_PARAMETER_3;
    }
    if (IopIsRegistered(Wanted->IoObject)) {
        return STATUS_ALREADY_COMMITTED;
    }
    New = ExAllocateOwn(sizeof *New, IOP_SESSION_TAG);
    if (New == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    New->Wanted = *Wanted;
    New->Routine = (PIO_SESSION_NOTIFICATION_FUNCTION)(PVOID)CallbackFunction;
    KeInitializeEvent(&New->Done, NotificationEvent, FALSE);
    InsertTailList(&Iop.Registrations, &New->Links);
    *(PVOID *)CallbackRegistration = New;
    return STATUS_SUCCESS;
}

static VOID
IopForgetRegistration(PIOP_REGISTRATION Registration)
{
    RemoveEntryList(&Registration->Links);
    ExFreeOwn(Registration);
}

VOID
IoUnregisterContainerNotification(PVOID CallbackRegistration)
{
    PIOP_REGISTRATION Registration = CallbackRegistration;

    Registration->Gone = TRUE;
    if (Registration->Running == NULL) {
        IopForgetRegistration(Registration);
    } else if (Registration->Running != PsGetCurrentThread()) {
        Registration->Awaited = TRUE;
        KeWaitForSingleObject(&Registration->Done, Executive, KernelMode, FALSE, NULL);
        IopForgetRegistration(Registration);
    }
}

/* --- events ----------------------------------------------------------------------------------- */

static PIOP_SESSION
IopFindSession(ULONG SessionId)
{
    for (PLIST_ENTRY Entry = Iop.Sessions.Flink; Entry != &Iop.Sessions; Entry = Entry->Flink) {
        PIOP_SESSION Session = CONTAINING_RECORD(Entry, IOP_SESSION, Links);

        if (Session->Information.SessionId == SessionId) {
            return Session;
        }
    }
    return NULL;
}

static PIOP_SESSION
IopAddSession(ULONG SessionId, BOOLEAN Local)
{
    PIOP_SESSION New = ExAllocateOwn(sizeof *New, IOP_SESSION_TAG);

    if (New != NULL) {
        New->Information = (IO_SESSION_STATE_INFORMATION){.SessionId = SessionId,
                                                          .SessionState = IoSessionStateInitialized,
                                                          .LocalSession = Local};
        InsertTailList(&Iop.Sessions, &New->Links);
    }
    return New;
}

/* The state after the event; IoSessionStateMax: it cannot happen now. */
static IO_SESSION_STATE
IopNextSessionState(IO_SESSION_STATE State, IO_SESSION_EVENT Event)
{
    static const struct {
        UCHAR From, Event, To;
    } Transitions[] = {
        {IoSessionStateInitialized, IoSessionEventCreated, IoSessionStateCreated},
        {IoSessionStateCreated, IoSessionEventConnected, IoSessionStateConnected},
        {IoSessionStateConnected, IoSessionEventLogon, IoSessionStateLoggedOn},
        {IoSessionStateConnected, IoSessionEventDisconnected, IoSessionStateDisconnected},
        {IoSessionStateDisconnected, IoSessionEventConnected, IoSessionStateConnected},
        {IoSessionStateLoggedOn, IoSessionEventDisconnected, IoSessionStateDisconnectedLoggedOn},
        {IoSessionStateDisconnectedLoggedOn, IoSessionEventConnected, IoSessionStateLoggedOn},
        {IoSessionStateLoggedOn, IoSessionEventLogoff, IoSessionStateLoggedOff},
        {IoSessionStateDisconnectedLoggedOn, IoSessionEventLogoff, IoSessionStateLoggedOff},
    };

    if (Event == IoSessionEventTerminated) {
        return IoSessionStateTerminated;
    }
    for (ULONG i = 0; i < RTL_NUMBER_OF(Transitions); i++) {
        if (Transitions[i].From == State && Transitions[i].Event == Event) {
            return Transitions[i].To;
        }
    }
    return IoSessionStateMax;
}

static VOID
IopTellRegistration(PIOP_REGISTRATION Registration, PIOP_SESSION Session, IO_SESSION_EVENT Event)
{
    IO_SESSION_CONNECT_INFO Payload = {Session->Information.SessionId,
                                       Session->Information.LocalSession};

    Registration->Running = PsGetCurrentThread();
    CALL_DRIVER(Registration->Routine, Session, Registration->Wanted.IoObject, Event,
                Registration->Wanted.Context, &Payload, sizeof Payload);
    Registration->Running = NULL;
}

static VOID
IopTellSessionEvent(PIOP_SESSION Session, IO_SESSION_EVENT Event)
{
    PLIST_ENTRY Entry = Iop.Registrations.Flink;

    while (Entry != &Iop.Registrations) {
        PIOP_REGISTRATION Registration = CONTAINING_RECORD(Entry, IOP_REGISTRATION, Links);

        if (!Registration->Gone && (Registration->Wanted.EventMask & 1u << (Event - 1)) != 0) {
            IopTellRegistration(Registration, Session, Event);
        }
        Entry = Entry->Flink; // as the list is after the routine
        if (Registration->Awaited) {
            KeSetEvent(&Registration->Done, IO_NO_INCREMENT, FALSE);
        } else if (Registration->Gone) {
            IopForgetRegistration(Registration);
        }
    }
}

NTSTATUS
IoSessionEvent(ULONG SessionId, IO_SESSION_EVENT Event, BOOLEAN Local)
{
    PIOP_SESSION Session = IopFindSession(SessionId);
    IO_SESSION_STATE State;

    if (Session == NULL && Event == IoSessionEventCreated) {
        Session = IopAddSession(SessionId, Local);
    }
    if (Session == NULL) {
        return STATUS_NO_SUCH_LOGON_SESSION;
    }
    KeWaitForSingleObject(&Iop.Turn, Executive, KernelMode, FALSE, NULL);
    State = IopNextSessionState(Session->Information.SessionState, Event);
    if (State != IoSessionStateMax) {
        Session->Information.SessionState = State;
        IopTellSessionEvent(Session, Event);
    }
    if (State == IoSessionStateTerminated) {
        RemoveEntryList(&Session->Links);
        ExFreeOwn(Session);
    }
    KeSetEvent(&Iop.Turn, IO_NO_INCREMENT, FALSE);
    return State != IoSessionStateMax ? STATUS_SUCCESS : STATUS_BAD_LOGON_SESSION_STATE;
}

NTSTATUS
IoGetContainerInformation(IO_CONTAINER_INFORMATION_CLASS InformationClass, PVOID ContainerObject,
                          PVOID Buffer, ULONG BufferLength)
{
    if (InformationClass != IoSessionStateInformation) {
        return STATUS_INVALID_PARAMETER_1;
    }
    if (ContainerObject == NULL) {
        return STATUS_INVALID_PARAMETER_2;
    }
    if (BufferLength < sizeof(IO_SESSION_STATE_INFORMATION)) {
        return STATUS_INVALID_PARAMETER_4;
    }
    *(PIO_SESSION_STATE_INFORMATION)Buffer = ((PIOP_SESSION)ContainerObject)->Information;
    return STATUS_SUCCESS;
}
