/*
 * se/tokenaccount.c - the tokens of well-known accounts
 *
 * What logon would make: the services' and SYSTEM's as Windows has them, an elevated administrator,
 * an interactive user, a guest, that user's restricted token, and Anonymous. The accounts are those
 * of one simulated machine; who logs on gets a session of its own at the first token and keeps it.
 */
#include "sep.h"

#define SEP_ENABLED           (SE_GROUP_MANDATORY | SE_GROUP_ENABLED_BY_DEFAULT | SE_GROUP_ENABLED)
#define SEP_OWNER             (SE_GROUP_ENABLED_BY_DEFAULT | SE_GROUP_ENABLED | SE_GROUP_OWNER)
#define SEP_INTEGRITY         (SE_GROUP_INTEGRITY | SEP_INTEGRITY_ENABLED)
#define SEP_DEFAULT_ELEVATION 1 /* TokenElevationTypeDefault */
#define SEP_NEW_PROCESS_MIN   2 /* TOKEN_MANDATORY_POLICY_NEW_PROCESS_MIN */

enum { SEP_MAX_GROUPS = 8, SEP_LOGON_RIDS = 3 };

typedef struct _SEP_GROUP {
    SEP_SID Sid;
    ULONG Attributes; /* 0: no more */
} SEP_GROUP;

typedef struct _SEP_ACCOUNT {
    SEP_SID User;
    ULONG Label;
    BOOLEAN Interactive; /* its sessions have a logon SID */
    ULONG Session;       /* the well-known authentication id; 0: a new one */
    UCHAR Owner, Group;  /* which of user and groups */
    ULONG64 Present, Enabled;
    SEP_GROUP Groups[SEP_MAX_GROUPS];
} SEP_ACCOUNT;

#define P(Name) SEP_PRIVILEGE(SE_##Name##_PRIVILEGE)
#define SEP_EVERYBODYS                                                                             \
    (P(SHUTDOWN) | P(CHANGE_NOTIFY) | P(UNDOCK) | P(INC_WORKING_SET) | P(TIME_ZONE))
#define SEP_ADMINISTRATORS                                                                         \
    (SEP_EVERYBODYS | P(INCREASE_QUOTA) | P(SECURITY) | P(TAKE_OWNERSHIP) | P(LOAD_DRIVER) |       \
     P(SYSTEM_PROFILE) | P(SYSTEMTIME) | P(PROF_SINGLE_PROCESS) | P(INC_BASE_PRIORITY) |           \
     P(CREATE_PAGEFILE) | P(BACKUP) | P(RESTORE) | P(DEBUG) | P(SYSTEM_ENVIRONMENT) |              \
     P(REMOTE_SHUTDOWN) | P(MANAGE_VOLUME) | P(IMPERSONATE) | P(CREATE_GLOBAL) |                   \
     P(CREATE_SYMBOLIC_LINK) | SEP_PRIVILEGE(SE_MAX_WELL_KNOWN_PRIVILEGE))
#define SEP_SYSTEMS_ENABLED                                                                        \
    (P(TCB) | P(CREATE_PAGEFILE) | P(LOCK_MEMORY) | P(INC_BASE_PRIORITY) | P(CREATE_PERMANENT) |   \
     P(DEBUG) | P(AUDIT) | P(CHANGE_NOTIFY) | P(PROF_SINGLE_PROCESS) | P(IMPERSONATE) |            \
     P(CREATE_GLOBAL) | P(INC_WORKING_SET) | P(TIME_ZONE) | P(CREATE_SYMBOLIC_LINK))
#define SEP_SYSTEMS                                                                                \
    (SEP_SYSTEMS_ENABLED | SEP_ADMINISTRATORS | P(CREATE_TOKEN) | P(ASSIGNPRIMARYTOKEN) |          \
     P(RELABEL) | P(TRUSTED_CREDMAN_ACCESS))
#define SEP_SERVICES                                                                               \
    (P(ASSIGNPRIMARYTOKEN) | P(INCREASE_QUOTA) | P(SHUTDOWN) | P(AUDIT) | P(CHANGE_NOTIFY) |       \
     P(UNDOCK) | P(IMPERSONATE) | P(CREATE_GLOBAL) | P(INC_WORKING_SET) | P(TIME_ZONE))
#define SEP_SERVICES_ENABLED (P(AUDIT) | P(CHANGE_NOTIFY) | P(IMPERSONATE) | P(CREATE_GLOBAL))

#define SEP_WORLD       {SEP_SID_OF(1, 1, 0), SEP_ENABLED}
#define SEP_LOCAL       {SEP_SID_OF(2, 1, 0), SEP_ENABLED}
#define SEP_INTERACTIVE {SEP_SID_OF(SEP_NT, 1, SECURITY_INTERACTIVE_RID), SEP_ENABLED}
#define SEP_SERVICE     {SEP_SID_OF(SEP_NT, 1, SECURITY_SERVICE_RID), SEP_ENABLED}
#define SEP_KNOWN_USERS {SEP_SID_OF(SEP_NT, 1, SECURITY_AUTHENTICATED_USER_RID), SEP_ENABLED}
#define SEP_USERS       {SEP_ALIAS(DOMAIN_ALIAS_RID_USERS), SEP_ENABLED}
#define SEP_NONE        {SEP_DOMAIN(513), SEP_ENABLED}

static const SEP_ACCOUNT SepAccounts[SeAccounts] = {
    [SeAccountAdministrator] = {SEP_DOMAIN(500),
                                0x3000,
                                TRUE,
                                0,
                                2,
                                1,
                                SEP_ADMINISTRATORS,
                                P(CHANGE_NOTIFY) | P(IMPERSONATE) | P(CREATE_GLOBAL),
                                {SEP_NONE,
                                 {SEP_ALIAS(DOMAIN_ALIAS_RID_ADMINS), SEP_ENABLED | SEP_OWNER},
                                 SEP_WORLD,
                                 SEP_USERS,
                                 SEP_INTERACTIVE,
                                 SEP_KNOWN_USERS,
                                 SEP_LOCAL}},
    [SeAccountSystem] = {SEP_SID_OF(SEP_NT, 1, 18),
                         0x4000,
                         FALSE,
                         0x3E7,
                         1,
                         0,
                         SEP_SYSTEMS,
                         SEP_SYSTEMS_ENABLED,
                         {{SEP_ALIAS(DOMAIN_ALIAS_RID_ADMINS), SEP_OWNER},
                          SEP_WORLD,
                          SEP_KNOWN_USERS}},
    [SeAccountLocalService] = {SEP_SID_OF(SEP_NT, 1, 19),
                               0x4000,
                               FALSE,
                               0x3E5,
                               0,
                               0,
                               SEP_SERVICES | P(SYSTEMTIME),
                               SEP_SERVICES_ENABLED,
                               {SEP_WORLD, SEP_USERS, SEP_SERVICE, SEP_KNOWN_USERS, SEP_LOCAL}},
    [SeAccountNetworkService] = {SEP_SID_OF(SEP_NT, 1, 20),
                                 0x4000,
                                 FALSE,
                                 0x3E4,
                                 0,
                                 0,
                                 SEP_SERVICES,
                                 SEP_SERVICES_ENABLED,
                                 {SEP_WORLD, SEP_USERS, SEP_SERVICE, SEP_KNOWN_USERS, SEP_LOCAL}},
    [SeAccountUser] = {SEP_DOMAIN(1001),
                       0x2000,
                       TRUE,
                       0,
                       0,
                       1,
                       SEP_EVERYBODYS,
                       P(CHANGE_NOTIFY),
                       {SEP_NONE, SEP_WORLD, SEP_USERS, SEP_INTERACTIVE, SEP_KNOWN_USERS,
                        SEP_LOCAL}},
    [SeAccountGuest] =
        {SEP_DOMAIN(501),
         0x2000,
         TRUE,
         0,
         0,
         1,
         P(CHANGE_NOTIFY),
         P(CHANGE_NOTIFY),
         {SEP_NONE, SEP_WORLD, {SEP_ALIAS(DOMAIN_ALIAS_RID_GUESTS), SEP_ENABLED}, SEP_LOCAL}},
    [SeAccountAnonymous] =
        {SEP_SID_OF(SEP_NT, 1, 7), 0, FALSE, 0x3E6, 0, 0, 0, 0, {{SEP_SID_OF(2, 1, 0), 0}}},
};
#undef P

static struct {
    LUID Sessions[SeAccounts]; /* 0: nobody has logged on */
} SepLogons SIM_STATE;

/* --- parts ------------------------------------------------------------------------------------ */

static LUID
SepSessionOf(SE_ACCOUNT Account)
{
    LUID *Session = &SepLogons.Sessions[Account];

    if (SepAccounts[Account].Session != 0) {
        return (LUID){SepAccounts[Account].Session, 0};
    }
    if (Session->LowPart == 0) {
        SepNewLuid(Session);
    }
    return *Session;
}

static ULONG
SepListSids(const SEP_ACCOUNT *Account, SID_AND_ATTRIBUTES *Sids, const SEP_SID *Logon,
            const SEP_SID *Label)
{
    ULONG Count = 0, i;

    Sids[Count++] = (SID_AND_ATTRIBUTES){(PSID)&Account->User, 0};
    for (i = 0; i < SEP_MAX_GROUPS && Account->Groups[i].Attributes != 0; i++) {
        Sids[Count++] =
            (SID_AND_ATTRIBUTES){(PSID)&Account->Groups[i].Sid, Account->Groups[i].Attributes};
    }
    if (Account->Interactive) {
        Sids[Count++] = (SID_AND_ATTRIBUTES){(PSID)Logon, SE_GROUP_LOGON_ID | SEP_ENABLED};
    }
    Sids[Count++] = (SID_AND_ATTRIBUTES){(PSID)Label, SEP_INTEGRITY};
    return Count;
}

/* The owner and SYSTEM: all; whoever else logged on with the user: read and execute. SYSTEM's own
   gives administrators that much. */
static VOID
SepListDefaults(const SEP_ACCOUNT *Account, PSID Owner, const SEP_SID *Logon, PACL Acl)
{
    PSID System = SeExports->SeLocalSystemSid;

    if (Account == &SepAccounts[SeAccountSystem]) {
        RtlAddAccessAllowedAce(Acl, ACL_REVISION, GENERIC_ALL, System);
        RtlAddAccessAllowedAce(Acl, ACL_REVISION, GENERIC_READ | GENERIC_EXECUTE | READ_CONTROL,
                               SeExports->SeAliasAdminsSid);
        return;
    }
    RtlAddAccessAllowedAce(Acl, ACL_REVISION, GENERIC_ALL, Owner);
    RtlAddAccessAllowedAce(Acl, ACL_REVISION, GENERIC_ALL, System);
    if (Account->Interactive) {
        RtlAddAccessAllowedAce(Acl, ACL_REVISION, GENERIC_READ | GENERIC_EXECUTE, (PSID)Logon);
    }
}

static NTSTATUS
SepMakeAccountToken(SE_ACCOUNT Which, PSEP_TOKEN *Token)
{
    const SEP_ACCOUNT *Account = &SepAccounts[Which];
    LUID Session = SepSessionOf(Which);
    SEP_SID Logon = SEP_SID_OF(SEP_NT, SEP_LOGON_RIDS, SECURITY_LOGON_IDS_RID,
                               (ULONG)Session.HighPart, Session.LowPart);
    SEP_SID Label = SEP_LABEL_OF(Account->Label);
    SID_AND_ATTRIBUTES Sids[SEP_MAX_GROUPS + 3];
    UCHAR Defaults[256];
    SEP_TOKEN Pattern = {
        .Source = {.SourceName = "libsim"},
        .Session = Session,
        .Type = Which == SeAccountAnonymous ? TokenImpersonation : TokenPrimary,
        .Level = Which == SeAccountAnonymous ? SecurityImpersonation : SecurityAnonymous,
        .SessionId = Account->Interactive ? 1 : 0,
        .Policy = SEP_NO_WRITE_UP | (Which == SeAccountUser ? SEP_NEW_PROCESS_MIN : 0),
        .Elevation = SEP_DEFAULT_ELEVATION,
        .Present = Account->Present,
        .Enabled = Account->Enabled,
        .Default = Account->Enabled,
        .Owner = Account->Owner,
        .Group = Account->Group,
        .Sids = Sids,
        .DefaultDacl = (PACL)Defaults,
    };

    Pattern.SidCount = SepListSids(Account, Sids, &Logon, &Label);
    RtlCreateAcl((PACL)Defaults, sizeof Defaults, ACL_REVISION);
    SepListDefaults(Account, Sids[Account->Owner].Sid, &Logon, (PACL)Defaults);
    ((PACL)Defaults)->AclSize =
        (USHORT)((PUCHAR)SepFindAce((PACL)Defaults, ((PACL)Defaults)->AceCount) - Defaults);
    return SepCreateToken(&Pattern, Token);
}

/* The user's token, cut down to what Everyone and restricted code may do. */
static NTSTATUS
SepMakeRestrictedToken(PSEP_TOKEN *Token)
{
    struct {
        ULONG Count;
        SID_AND_ATTRIBUTES Sids[3];
    } Sids = {.Count = 2, .Sids = {{SeExports->SeWorldSid, 0}, {SeExports->SeRestrictedSid, 0}}};
    PACCESS_TOKEN User;
    NTSTATUS Status = SeCreateAccountToken(SeAccountUser, &User);

    if (NT_SUCCESS(Status)) {
        Status = SeFilterToken(User, 0, NULL, NULL, (PTOKEN_GROUPS)&Sids, (PACCESS_TOKEN *)Token);
        SepDereferenceObject(User);
    }
    return Status;
}

NTSTATUS
SeCreateAccountToken(SE_ACCOUNT Account, PACCESS_TOKEN *Token)
{
    SIM_ASSERT((ULONG)Account < SeAccounts);
    if (Account == SeAccountRestricted) {
        return SepMakeRestrictedToken((PSEP_TOKEN *)Token);
    }
    return SepMakeAccountToken(Account, (PSEP_TOKEN *)Token);
}
