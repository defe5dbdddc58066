/*
 * se/subject.c - subject contexts: whose access is checked
 *
 *      SeCaptureSubjectContext --> the thread's client token, if it impersonates, and the
 *      process's primary token, both referenced --> SeReleaseSubjectContext
 *
 * Locking does nothing: a token changes only between two calls of the kernel.
 */
#include "sep.h"

#define SEP_SYSTEM_SESSION 0x3E7

static struct {
    VOID (*Capture)(PETHREAD Thread, PEPROCESS Process, PSECURITY_SUBJECT_CONTEXT Subject);
} SepSubjects SIM_STATE;

VOID
SeSetSubjectRoutine(VOID (*Capture)(PETHREAD Thread, PEPROCESS Process,
                                    PSECURITY_SUBJECT_CONTEXT Subject))
{
    SepSubjects.Capture = Capture;
}

/* Before there are processes, everything is the system's. */
VOID
SeCaptureSubjectContextEx(PETHREAD Thread, PEPROCESS Process,
                          PSECURITY_SUBJECT_CONTEXT SubjectContext)
{
    RtlZeroMemory(SubjectContext, sizeof *SubjectContext);
    if (SepSubjects.Capture != NULL) {
        SepSubjects.Capture(Thread, Process, SubjectContext);
    } else {
        SubjectContext->PrimaryToken = SeSystemToken();
        SepReferenceObject(SubjectContext->PrimaryToken);
    }
}

VOID
SeCaptureSubjectContext(PSECURITY_SUBJECT_CONTEXT SubjectContext)
{
    SeCaptureSubjectContextEx(NULL, NULL, SubjectContext);
}

VOID
SeLockSubjectContext(PSECURITY_SUBJECT_CONTEXT SubjectContext)
{
}

VOID
SeUnlockSubjectContext(PSECURITY_SUBJECT_CONTEXT SubjectContext)
{
}

VOID
SeReleaseSubjectContext(PSECURITY_SUBJECT_CONTEXT SubjectContext)
{
    if (SubjectContext->ClientToken != NULL) {
        SepDereferenceObject(SubjectContext->ClientToken);
    }
    if (SubjectContext->PrimaryToken != NULL) {
        SepDereferenceObject(SubjectContext->PrimaryToken);
    }
    SubjectContext->ClientToken = SubjectContext->PrimaryToken = NULL;
}

BOOLEAN
SeCurrentLogonSession(PLUID Session)
{
    SECURITY_SUBJECT_CONTEXT Subject;

    SeCaptureSubjectContext(&Subject);
    SeQueryAuthenticationIdToken(SeQuerySubjectContextToken(&Subject), Session);
    SeReleaseSubjectContext(&Subject);
    return Session->HighPart != 0 || Session->LowPart != SEP_SYSTEM_SESSION;
}
