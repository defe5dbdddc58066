/*
 * se/checklabel.c - integrity: who is trusted less may not change what is trusted more
 *
 * The object's level is that of the label in its SACL; without one it is medium, and nobody below
 * may write. The label's mask says what those below may not do. A subject at the object's level or
 * above, or whose token has no such policy, loses nothing.
 */
#include "sep.h"

#define SEP_MEDIUM   0x2000
#define SEP_NO_WRITE 1
#define SEP_NO_READ  2
#define SEP_NO_RUN   4

ULONG
SepLabelLevel(PSID Label)
{
    UCHAR Count = *RtlSubAuthorityCountSid(Label);

    return Count == 0 ? 0 : *RtlSubAuthoritySid(Label, Count - 1u);
}

static BOOLEAN
SepFindLabel(PACL Sacl, SEP_ACE *Label)
{
    ULONG i;

    for (i = 0; Sacl != NULL && i < Sacl->AceCount; i++) {
        SepReadAce(SepFindAce(Sacl, i), Label);
        if (Label->Type == SYSTEM_MANDATORY_LABEL_ACE_TYPE && Label->Sid != NULL &&
            (Label->Flags & INHERIT_ONLY_ACE) == 0) {
            return TRUE;
        }
    }
    return FALSE;
}

ACCESS_MASK
SepMandatoryAccess(PACL Sacl, const SEP_SUBJECT *Subject, PGENERIC_MAPPING Mapping)
{
    ACCESS_MASK Write = Mapping->GenericWrite |
                        (Mapping->GenericAll & ~(Mapping->GenericRead | Mapping->GenericExecute));
    ULONG Level = SEP_MEDIUM, Policy = SEP_NO_WRITE;
    ACCESS_MASK Allowed = 0;
    SEP_ACE Label;

    if (SepFindLabel(Sacl, &Label)) {
        Level = SepLabelLevel(Label.Sid);
        Policy = Label.Mask;
    }
    if (Subject->Integrity >= Level || (Subject->Policy & SEP_NO_WRITE_UP) == 0) {
        return ~(ACCESS_MASK)0;
    }
    Allowed |= (Policy & SEP_NO_WRITE) == 0 ? Write : 0;
    Allowed |= (Policy & SEP_NO_READ) == 0 ? Mapping->GenericRead : 0;
    Allowed |= (Policy & SEP_NO_RUN) == 0 ? Mapping->GenericExecute : 0;
    if ((Subject->Enabled & SEP_PRIVILEGE(SE_RELABEL_PRIVILEGE)) != 0) {
        Allowed |= WRITE_OWNER;
    }
    return Allowed;
}
