/*
 * sim/bus/words.c - the words of a configuration space: what they hold, what can be written
 *
 * The first 128 bytes are 32 words that the bus keeps. A word is described by two masks: the bits
 * that software may set (config_writable), and those that writing a one clears (config_clearable).
 * All that is peculiar about a PCI register follows from them: a base address register answers its
 * size when ones are written, because the bits below the size cannot be set; ids cannot be set.
 *
 *      0x00 ids            0x10 to 0x24 base addresses    0x3C interrupt line and pin
 *      0x04 command        0x2C subsystem ids             0x40 MSI capability, 64-bit
 *           and status     0x34 first capability
 *
 * Invariants:
 *   P1. A bit that is in neither mask never changes after pci_reset, except for status bits that
 *       the bus itself sets: errors, and the pending line interrupt, which is computed when read.
 *
 * Firmware's work is done at reset: the interrupt line register names the line that the pin is
 * wired to (255: none). Base addresses are left to the kernel (bar.c).
 */
#include "bus.h"

static bool
has_space(const struct sim_device_model *model, bool port)
{
    for (unsigned i = 0; i < SIM_BARS; i++) {
        enum sim_bar_kind kind = model->bars[i].kind;

        if (kind != SIM_BAR_NONE && (kind == SIM_BAR_PORT) == port) {
            return true;
        }
    }
    return false;
}

static uint32_t
bar_writable(const struct sim_device_model *model, unsigned i)
{
    const struct sim_bar *bar = &model->bars[i];

    if (i > 0 && bar[-1].kind == SIM_BAR_MEMORY64) {
        return ~(bar[-1].size - 1) >> 32;
    }
    return bar->kind == SIM_BAR_NONE ? 0 : ~(uint32_t)(bar->size - 1);
}

static uint32_t
bar_fixed(const struct sim_bar *bar)
{
    switch (bar->kind) {
    case SIM_BAR_PORT:
        return 1;
    case SIM_BAR_MEMORY64:
        return 4 | (bar->prefetchable ? 8 : 0);
    case SIM_BAR_MEMORY:
        return bar->prefetchable ? 8 : 0;
    default:
        return 0;
    }
}

static uint32_t
command_writable(const struct sim_device_model *model)
{
    return PCI_COMMAND_MASTER | (1 << 6) | (1 << 8) | // parity and system errors: kept, never used
           (has_space(model, true) ? PCI_COMMAND_PORTS : 0) |
           (has_space(model, false) ? PCI_COMMAND_MEMORY : 0) |
           (model->interrupt_pin != 0 ? PCI_COMMAND_NO_LINE : 0);
}

static uint32_t
msi_writable(unsigned offset)
{
    switch (offset) {
    case PCI_MSI:
        return PCI_MSI_ENABLE | (7 << 20); // enable, and how many messages are granted
    case PCI_MSI_ADDRESS:
        return ~UINT32_C(3);
    case PCI_MSI_ADDRESS + 4:
        return UINT32_MAX;
    case PCI_MSI_DATA:
        return 0xFFFF;
    default:
        return 0;
    }
}

uint32_t
pci_writable(const struct sim_device_model *model, unsigned offset)
{
    if (offset == PCI_COMMAND) {
        return command_writable(model);
    }
    if (offset == PCI_HEADER || offset == PCI_INTERRUPT) {
        return 0xFF; // cache line size; interrupt line: software's notes
    }
    if (offset >= PCI_BARS && offset < PCI_BARS + 4 * SIM_BARS) {
        return bar_writable(model, (offset - PCI_BARS) / 4);
    }
    return model->messages != 0 ? msi_writable(offset) : 0;
}

uint32_t
pci_clearable(unsigned offset)
{
    return offset == PCI_COMMAND ? UINT32_C(0xF9000000) : 0; // errors in the status register
}

static unsigned
log2_of(unsigned n)
{
    return n <= 1 ? 0 : 1 + log2_of(n / 2);
}

void
pci_reset(struct sim_device *dev)
{
    const struct sim_device_model *model = dev->model;
    uint32_t *word = dev->config;
    unsigned pin = model->interrupt_pin;

    for (unsigned i = 0; i < BUS_CONFIG_BYTES / 4; i++) {
        word[i] = 0;
    }
    word[PCI_ID / 4] = (uint32_t)model->device << 16 | model->vendor;
    word[PCI_CLASS / 4] = model->class_code << 8 | model->revision;
    for (unsigned i = 0; i < SIM_BARS; i++) {
        word[PCI_BARS / 4 + i] = bar_fixed(&model->bars[i]);
    }
    word[PCI_SUBSYSTEM / 4] = (uint32_t)model->subsystem << 16 | model->subsystem_vendor;
    word[PCI_INTERRUPT / 4] = pin << 8 | (pin == 0 ? 0xFF : hw_pci_line(0, dev->slot, pin));
    word[PCI_CAPABILITIES / 4] = model->messages != 0 ? PCI_MSI : model->capability;
    if (word[PCI_CAPABILITIES / 4] != 0) {
        word[PCI_COMMAND / 4] = PCI_STATUS_CAPABILITIES;
    }
    if (model->messages != 0) { // id 5, next, 64-bit addresses, messages that it can send
        word[PCI_MSI / 4] = 5 | model->capability << 8 | 1 << 23 | log2_of(model->messages) << 17;
    }
}
