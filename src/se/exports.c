/*
 * se/exports.c - the well-known privileges and security identifiers
 *
 * Differs from Windows: the identifiers of application silos are NULL.
 */
#include "sep.h"

PSE_EXPORTS SeExports SIM_STATE;

static struct {
    SE_EXPORTS Exports;
} SepExports SIM_STATE;

typedef struct _SEP_EXPORTED_SID {
    ULONG Offset; /* of the PSID in SE_EXPORTS */
    SEP_SID Sid;
} SEP_EXPORTED_SID;

#define SEP_EXPORT(Field, ...) {FIELD_OFFSET(SE_EXPORTS, Field), __VA_ARGS__}

static const SEP_EXPORTED_SID SepSids[] = {
    SEP_EXPORT(SeNullSid, SEP_SID_OF(0, 1, 0)),
    SEP_EXPORT(SeWorldSid, SEP_SID_OF(1, 1, 0)),
    SEP_EXPORT(SeLocalSid, SEP_SID_OF(2, 1, 0)),
    SEP_EXPORT(SeCreatorOwnerSid, SEP_SID_OF(3, 1, 0)),
    SEP_EXPORT(SeCreatorGroupSid, SEP_SID_OF(3, 1, 1)),
    SEP_EXPORT(SeOwnerRightsSid, SEP_SID_OF(3, 1, 4)),
    SEP_EXPORT(SeNtAuthoritySid, SEP_SID_OF(SEP_NT, 0, 0)),
    SEP_EXPORT(SeDialupSid, SEP_SID_OF(SEP_NT, 1, 1)),
    SEP_EXPORT(SeNetworkSid, SEP_SID_OF(SEP_NT, 1, 2)),
    SEP_EXPORT(SeBatchSid, SEP_SID_OF(SEP_NT, 1, 3)),
    SEP_EXPORT(SeInteractiveSid, SEP_SID_OF(SEP_NT, 1, 4)),
    SEP_EXPORT(SeAnonymousLogonSid, SEP_SID_OF(SEP_NT, 1, 7)),
    SEP_EXPORT(SeAuthenticatedUsersSid, SEP_SID_OF(SEP_NT, 1, 11)),
    SEP_EXPORT(SeRestrictedSid, SEP_SID_OF(SEP_NT, 1, 12)),
    SEP_EXPORT(SeIUserSid, SEP_SID_OF(SEP_NT, 1, 17)),
    SEP_EXPORT(SeLocalSystemSid, SEP_SID_OF(SEP_NT, 1, 18)),
    SEP_EXPORT(SeLocalServiceSid, SEP_SID_OF(SEP_NT, 1, 19)),
    SEP_EXPORT(SeNetworkServiceSid, SEP_SID_OF(SEP_NT, 1, 20)),
    SEP_EXPORT(SeAliasAdminsSid, SEP_ALIAS(DOMAIN_ALIAS_RID_ADMINS)),
    SEP_EXPORT(SeAliasUsersSid, SEP_ALIAS(DOMAIN_ALIAS_RID_USERS)),
    SEP_EXPORT(SeAliasGuestsSid, SEP_ALIAS(DOMAIN_ALIAS_RID_GUESTS)),
    SEP_EXPORT(SeAliasPowerUsersSid, SEP_ALIAS(DOMAIN_ALIAS_RID_POWER_USERS)),
    SEP_EXPORT(SeAliasAccountOpsSid, SEP_ALIAS(0x224)),
    SEP_EXPORT(SeAliasSystemOpsSid, SEP_ALIAS(0x225)),
    SEP_EXPORT(SeAliasPrintOpsSid, SEP_ALIAS(0x226)),
    SEP_EXPORT(SeAliasBackupOpsSid, SEP_ALIAS(0x227)),
    SEP_EXPORT(SeUntrustedMandatorySid, SEP_LABEL_OF(0x0000)),
    SEP_EXPORT(SeLowMandatorySid, SEP_LABEL_OF(0x1000)),
    SEP_EXPORT(SeMediumMandatorySid, SEP_LABEL_OF(0x2000)),
    SEP_EXPORT(SeHighMandatorySid, SEP_LABEL_OF(0x3000)),
    SEP_EXPORT(SeSystemMandatorySid, SEP_LABEL_OF(0x4000)),
    SEP_EXPORT(SeAllAppPackagesSid, SEP_SID_OF(15, 2, 2, 1)),
    SEP_EXPORT(SeUserModeDriversSid, SEP_SID_OF(SEP_NT, 6, 84, 0, 0, 0, 0, 0)),
    SEP_EXPORT(SeTrustedInstallerSid, SEP_SID_OF(SEP_NT, 6, 80, 956008885, 3418522649, 1831038044,
                                                 1853292631, 2271478464)),
};

static VOID
SepSetPrivileges(SE_EXPORTS *E)
{
    E->SeCreateTokenPrivilege.LowPart = SE_CREATE_TOKEN_PRIVILEGE;
    E->SeAssignPrimaryTokenPrivilege.LowPart = SE_ASSIGNPRIMARYTOKEN_PRIVILEGE;
    E->SeLockMemoryPrivilege.LowPart = SE_LOCK_MEMORY_PRIVILEGE;
    E->SeIncreaseQuotaPrivilege.LowPart = SE_INCREASE_QUOTA_PRIVILEGE;
    E->SeUnsolicitedInputPrivilege.LowPart = SE_MACHINE_ACCOUNT_PRIVILEGE;
    E->SeTcbPrivilege.LowPart = SE_TCB_PRIVILEGE;
    E->SeSecurityPrivilege.LowPart = SE_SECURITY_PRIVILEGE;
    E->SeTakeOwnershipPrivilege.LowPart = SE_TAKE_OWNERSHIP_PRIVILEGE;
    E->SeLoadDriverPrivilege.LowPart = SE_LOAD_DRIVER_PRIVILEGE;
    E->SeCreatePagefilePrivilege.LowPart = SE_CREATE_PAGEFILE_PRIVILEGE;
    E->SeIncreaseBasePriorityPrivilege.LowPart = SE_INC_BASE_PRIORITY_PRIVILEGE;
    E->SeSystemProfilePrivilege.LowPart = SE_SYSTEM_PROFILE_PRIVILEGE;
    E->SeSystemtimePrivilege.LowPart = SE_SYSTEMTIME_PRIVILEGE;
    E->SeProfileSingleProcessPrivilege.LowPart = SE_PROF_SINGLE_PROCESS_PRIVILEGE;
    E->SeCreatePermanentPrivilege.LowPart = SE_CREATE_PERMANENT_PRIVILEGE;
    E->SeBackupPrivilege.LowPart = SE_BACKUP_PRIVILEGE;
    E->SeRestorePrivilege.LowPart = SE_RESTORE_PRIVILEGE;
    E->SeShutdownPrivilege.LowPart = SE_SHUTDOWN_PRIVILEGE;
    E->SeDebugPrivilege.LowPart = SE_DEBUG_PRIVILEGE;
    E->SeAuditPrivilege.LowPart = SE_AUDIT_PRIVILEGE;
    E->SeSystemEnvironmentPrivilege.LowPart = SE_SYSTEM_ENVIRONMENT_PRIVILEGE;
    E->SeChangeNotifyPrivilege.LowPart = SE_CHANGE_NOTIFY_PRIVILEGE;
    E->SeRemoteShutdownPrivilege.LowPart = SE_REMOTE_SHUTDOWN_PRIVILEGE;
    E->SeUndockPrivilege.LowPart = SE_UNDOCK_PRIVILEGE;
    E->SeSyncAgentPrivilege.LowPart = SE_SYNC_AGENT_PRIVILEGE;
    E->SeEnableDelegationPrivilege.LowPart = SE_ENABLE_DELEGATION_PRIVILEGE;
    E->SeManageVolumePrivilege.LowPart = SE_MANAGE_VOLUME_PRIVILEGE;
    E->SeImpersonatePrivilege.LowPart = SE_IMPERSONATE_PRIVILEGE;
    E->SeCreateGlobalPrivilege.LowPart = SE_CREATE_GLOBAL_PRIVILEGE;
    E->SeTrustedCredManAccessPrivilege.LowPart = SE_TRUSTED_CREDMAN_ACCESS_PRIVILEGE;
    E->SeRelabelPrivilege.LowPart = SE_RELABEL_PRIVILEGE;
    E->SeIncreaseWorkingSetPrivilege.LowPart = SE_INC_WORKING_SET_PRIVILEGE;
    E->SeTimeZonePrivilege.LowPart = SE_TIME_ZONE_PRIVILEGE;
    E->SeCreateSymbolicLinkPrivilege.LowPart = SE_CREATE_SYMBOLIC_LINK_PRIVILEGE;
    E->SeDelegateSessionUserImpersonatePrivilege.LowPart = SE_MAX_WELL_KNOWN_PRIVILEGE;
}

VOID
SeInitSystem(VOID)
{
    ULONG i;

    for (i = 0; i < RTL_NUMBER_OF(SepSids); i++) {
        *(PSID *)((PUCHAR)&SepExports.Exports + SepSids[i].Offset) = (PSID)&SepSids[i].Sid;
    }
    SepSetPrivileges(&SepExports.Exports);
    SeExports = &SepExports.Exports;
}
