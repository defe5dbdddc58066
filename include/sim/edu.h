/*
 * include/sim/edu.h - the education device: registers, and what a test can set
 *
 * A small PCI device that is made to be driven by a first driver: it tells who it is, inverts a
 * number, computes factorials in its own time, interrupts, and copies memory by DMA. It is QEMU's
 * device "edu" as QEMU's docs/specs/edu describes it: a driver that works here works there.
 *
 *      struct sim_device *edu = sim_device_add(&sim_edu, -1);
 *
 * PCI 1234:11E8, subsystem 1AF4:1100, revision 0x10, class 0x00FF00 (unclassified). One memory BAR
 * of 1 MiB; interrupt line INTA#, or one MSI message.
 */
#ifndef SIM_EDU_H
#define SIM_EDU_H

#include <sim/device.h>

#ifdef __cplusplus
extern "C" {
#endif

extern const struct sim_device_model sim_edu;

/* Offsets in BAR 0. Below 0x80 an access has 4 bytes; from there on 4 or 8. */
enum sim_edu_register {
    SIM_EDU_IDENTIFICATION = 0x00,  /* RO: 0xRRrr00ED, major and minor version */
    SIM_EDU_LIVENESS = 0x04,        /* RW: reads the inversion of what was written */
    SIM_EDU_FACTORIAL = 0x08,       /* RW: write n; reads n! once it is computed (modulo 2^32) */
    SIM_EDU_STATUS = 0x20,          /* RW: SIM_EDU_STATUS_* */
    SIM_EDU_INTERRUPTS = 0x24,      /* RO: causes that are not acknowledged */
    SIM_EDU_RAISE = 0x60,           /* WO: adds causes, interrupts */
    SIM_EDU_ACKNOWLEDGE = 0x64,     /* WO: takes causes away; with the last one the line falls */
    SIM_EDU_DMA_SOURCE = 0x80,      /* RW */
    SIM_EDU_DMA_DESTINATION = 0x88, /* RW */
    SIM_EDU_DMA_COUNT = 0x90,       /* RW: bytes */
    SIM_EDU_DMA_COMMAND = 0x98,     /* RW: SIM_EDU_DMA_* */
    SIM_EDU_BUFFER = 0x40000        /* in DMA addresses: the device's own memory */
};

enum {
    SIM_EDU_VERSION = 0x010000ED,    /* what SIM_EDU_IDENTIFICATION reads */
    SIM_EDU_STATUS_COMPUTING = 0x01, /* RO */
    SIM_EDU_STATUS_INTERRUPT = 0x80, /* interrupt when the factorial is computed */
    SIM_EDU_CAUSE_FACTORIAL = 0x001, /* in SIM_EDU_INTERRUPTS */
    SIM_EDU_CAUSE_DMA = 0x100,
    SIM_EDU_DMA_START = 0x01,     /* reads 1 until the transfer is over */
    SIM_EDU_DMA_TO_MEMORY = 0x02, /* 0: from memory to the device's buffer */
    SIM_EDU_DMA_INTERRUPT = 0x04, /* SIM_EDU_CAUSE_DMA when it is over */
    SIM_EDU_BUFFER_SIZE = 4096
};

/* How long its work takes. */
struct sim_edu_timing {
    struct sim_latency factorial;      /* to begin with */
    struct sim_latency factorial_step; /* and for each of the n steps */
    struct sim_latency dma;            /* to begin with */
    struct sim_latency dma_byte;       /* and for each byte */
};

/* As after plugging in: about 1 us and 10 ns a step; about 1 us and 1 ns a byte. */
extern const struct sim_edu_timing sim_edu_timing;

/* From the next command on. A reset keeps it. */
void sim_edu_set_timing(struct sim_device *edu, const struct sim_edu_timing *timing);

/* Which bits of a memory address the device drives in DMA; as plugged in the low 28 (256 MiB). */
void sim_edu_set_dma_mask(struct sim_device *edu, uint64_t mask);

/* The SIM_EDU_BUFFER_SIZE bytes that DMA copies from and to. */
void *sim_edu_buffer(struct sim_device *edu);

#ifdef __cplusplus
}
#endif

#endif
