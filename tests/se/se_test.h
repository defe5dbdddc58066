/*
 * se/se_test.h - what the tests of security share
 */
#ifndef SE_TEST_H
#define SE_TEST_H

#include <ntifs.h>
#include <sim/test.h>

enum { READ = 1, WRITE = 2, RUN = 4 };
#define ALL (READ | WRITE | RUN | STANDARD_RIGHTS_REQUIRED)

static GENERIC_MAPPING Mapping
    __attribute__((unused)) = {READ | READ_CONTROL, WRITE | READ_CONTROL, RUN | READ_CONTROL, ALL};

/* A descriptor that lasts until the next call. */
static inline PSECURITY_DESCRIPTOR
descriptor_of(const WCHAR *sddl)
{
    static UCHAR block[1024];
    uint32_t length = sizeof block, at, characters = 0;

    while (sddl[characters] != 0) {
        characters++;
    }
    assert_nt_success(sim_read_sddl(sddl, characters, block, &length, &at));
    return block;
}

/* What the current thread gets in user mode: 0 and *status if it is refused. */
static inline ACCESS_MASK
granted(PSECURITY_DESCRIPTOR descriptor, ACCESS_MASK desired, PNTSTATUS status)
{
    SECURITY_SUBJECT_CONTEXT subject;
    ACCESS_MASK access = 0xDEAD;
    PPRIVILEGE_SET used = NULL;

    SeCaptureSubjectContext(&subject);
    SeLockSubjectContext(&subject);
    SeAccessCheck(descriptor, &subject, TRUE, desired, 0, &used, &Mapping, UserMode, &access,
                  status);
    SeUnlockSubjectContext(&subject);
    SeReleaseSubjectContext(&subject);
    if (used != NULL) {
        SeFreePrivileges(used);
    }
    return access;
}

/* What an account gets of a descriptor. */
static inline ACCESS_MASK
granted_to(enum sim_account account, const WCHAR *sddl, ACCESS_MASK desired)
{
    PSECURITY_DESCRIPTOR descriptor = descriptor_of(sddl);
    ACCESS_MASK access;
    NTSTATUS status;

    sim_impersonate(account);
    access = granted(descriptor, desired, &status);
    sim_revert();
    return access;
}

#endif
