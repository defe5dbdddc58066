/*
 * src/hal/interrupt.c - vectors and interrupt lines
 *
 * Device vectors are 0x30 to 0xCF, so device IRQLs are 3 to 12. A line gets a vector when it is
 * first asked about; lines are spread over the IRQLs from the top, one per IRQL first, so that two
 * devices usually differ in IRQL and one can interrupt the other's service routine. Messages take
 * consecutive vectors, aligned to their number, as MSI needs it.
 *
 * Differs from Windows: a vector is the same number on every processor.
 */
#include "hal.h"

#include "machine.h"

enum { VECTORS = HAL_LAST_DEVICE_VECTOR + 1, FIRST_IRQL = 3, LAST_IRQL = 12 };

static struct {
    UCHAR Users[VECTORS];     /* lines or messages that have the vector */
    UCHAR LineVector[HW_LINES];
    ULONG NextIrql;           /* counts down from LAST_IRQL, round and round */
} Halp SIM_STATE;

/* Count free consecutive vectors, aligned to Count, within one IRQL; 0: none. */
static ULONG
HalpFindVectors(ULONG Irql, ULONG Count)
{
    for (ULONG First = Irql * 16; First + Count <= Irql * 16 + 16; First += Count) {
        ULONG Free = 0;

        while (Free < Count && Halp.Users[First + Free] == 0) {
            Free++;
        }
        if (Free == Count) {
            return First;
        }
    }
    return 0;
}

ULONG
HalAllocateVectors(ULONG Count, PKIRQL Irql)
{
    for (ULONG Tried = 0; Tried <= LAST_IRQL - FIRST_IRQL; Tried++) {
        ULONG Candidate = LAST_IRQL - (Halp.NextIrql + Tried) % (LAST_IRQL - FIRST_IRQL + 1);
        ULONG Vector = HalpFindVectors(Candidate, Count);

        if (Vector != 0) {
            Halp.NextIrql += Tried + 1;
            for (ULONG i = 0; i < Count; i++) {
                Halp.Users[Vector + i] = 1;
            }
            *Irql = (KIRQL)Candidate;
            return Vector;
        }
    }
    return 0;
}

VOID
HalReleaseVectors(ULONG Vector, ULONG Count)
{
    for (ULONG i = 0; i < Count; i++) {
        SIM_ASSERT(Halp.Users[Vector + i] > 0);
        Halp.Users[Vector + i]--;
    }
}

ULONG
HalLineVector(ULONG Line, PKIRQL Irql)
{
    SIM_ASSERT(Line < HW_LINES);
    if (Halp.LineVector[Line] == 0) {
        Halp.LineVector[Line] = (UCHAR)HalAllocateVectors(1, Irql);
    }
    *Irql = Halp.LineVector[Line] >> 4;
    return Halp.LineVector[Line];
}

VOID
HalEnableLine(ULONG Line, ULONG Vector, KINTERRUPT_MODE Mode, const GROUP_AFFINITY *Processors)
{
    UINT16 Targets[HW_CPU_MAX];
    ULONG Count = 0;

    for (ULONG i = 0; i < HalProcessorCount(); i++) {
        if (HalIsInAffinity(Processors, i)) {
            Targets[Count++] = (UINT16)i;
        }
    }
    SIM_ASSERT(Count > 0);
    hw_line_route(Line, Vector, Mode == LevelSensitive ? HW_LEVEL : HW_EDGE, Targets, Count);
    hw_line_mask(Line, false);
}

VOID
HalDisableLine(ULONG Line)
{
    hw_line_mask(Line, true);
}

VOID
HalComposeMessage(ULONG Vector, ULONG Processor, PPHYSICAL_ADDRESS Address, PULONG Data)
{
    uint64_t To;
    uint32_t What;

    hw_message_compose(Vector, Processor, &To, &What);
    Address->QuadPart = (LONGLONG)To;
    *Data = What;
}
