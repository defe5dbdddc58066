/*
 * wmi/session.c - the one trace session: which providers are recorded
 *
 * Differs from Windows: there is one session, it runs from boot to the end of the run, and every
 * provider is enabled in it with all levels and keywords, until a test says otherwise
 * (sim_trace_provider). So a provider's enable callback is called while it registers.
 */
#include "wmip.h"

#define WMIP_CHOICES    16
#define WMIP_ALL_LEVELS 0xFF

static struct {
    struct {
        GUID Provider;
        WMIP_ENABLE Enable;
    } Choice[WMIP_CHOICES];
    ULONG Choices;
    WMIP_ENABLE Others;
} Wmip SIM_STATE;

VOID
WmipInitSession(VOID)
{
    Wmip.Others.Level = WMIP_ALL_LEVELS;
    Wmip.Others.Keywords = ~0ULL;
}

static WMIP_ENABLE *
WmipFindChoice(LPCGUID Provider)
{
    for (ULONG i = 0; i < Wmip.Choices; i++) {
        if (InlineIsEqualGUID(&Wmip.Choice[i].Provider, Provider)) {
            return &Wmip.Choice[i].Enable;
        }
    }
    return NULL;
}

WMIP_ENABLE
WmipEnableOf(LPCGUID Provider)
{
    const WMIP_ENABLE *Choice = WmipFindChoice(Provider);

    return Choice == NULL ? Wmip.Others : *Choice;
}

static WMIP_ENABLE *
WmipChoiceFor(LPCGUID Provider)
{
    WMIP_ENABLE *Choice;

    if (Provider == NULL) {
        Wmip.Choices = 0;
        return &Wmip.Others;
    }
    Choice = WmipFindChoice(Provider);
    if (Choice == NULL) {
        SIM_ASSERT(Wmip.Choices < WMIP_CHOICES);
        Wmip.Choice[Wmip.Choices].Provider = *Provider;
        Choice = &Wmip.Choice[Wmip.Choices++].Enable;
    }
    return Choice;
}

VOID
WmiEnableProvider(LPCGUID Provider, UCHAR Level, ULONG64 Keywords)
{
    WMIP_ENABLE *Choice = WmipChoiceFor(Provider);

    Choice->Level = Level;
    Choice->Keywords = Keywords;
    WmipEnableMessages(Provider);
    WmipEnableEvents(Provider);
}
