/*
 * sim/bus/port.c - the port address space: 65536 ports, those of devices' port BARs
 *
 * Differs from real machines: none of a PC's fixed ports is there. They read all ones, and the
 * configuration ports 0xCF8 and 0xCFC are hw_pci_config_read and hw_pci_config_write.
 */
#include "bus.h"

/* A processor has 16 lines for port numbers: higher bits of an address are not there. */
static uint64_t
port_number(uint32_t port)
{
    return port & 0xFFFF;
}

uint64_t
hw_port_read(uint32_t port, unsigned size)
{
    SIM_ASSERT(size <= 4);
    return bus_window_read(true, port_number(port), size);
}

void
hw_port_write(uint32_t port, unsigned size, uint64_t value)
{
    SIM_ASSERT(size <= 4);
    bus_window_write(true, port_number(port), size, value);
}
