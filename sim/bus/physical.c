/*
 * sim/bus/physical.c - the physical address space: RAM, then registers
 *
 * A physical address is a frame number and an offset. Where the frame is RAM, RAM answers; else a
 * device whose memory BAR holds the address (window.c); else nobody. RAM is never hidden by a BAR
 * that was placed over it.
 */
#include "bus.h"

#include <string.h>

static uint8_t *
ram_at(uint64_t address)
{
    uint8_t *page = hw_frame_address(address / HW_PAGE);

    return page == NULL ? NULL : page + address % HW_PAGE;
}

static size_t
piece(uint64_t address, size_t length)
{
    size_t rest = HW_PAGE - address % HW_PAGE;

    return length < rest ? length : rest;
}

static bool
is_ram(uint64_t address, size_t length)
{
    if (length > UINT64_MAX - address) {
        return false;
    }
    for (size_t done = 0; done < length; done += piece(address + done, length - done)) {
        if (ram_at(address + done) == NULL) {
            return false;
        }
    }
    return true;
}

bool
bus_ram_read(uint64_t address, void *buffer, size_t length)
{
    if (!is_ram(address, length)) {
        return false;
    }
    for (size_t done = 0, n; done < length; done += n) {
        n = piece(address + done, length - done);
        memcpy((uint8_t *)buffer + done, ram_at(address + done), n);
    }
    return true;
}

bool
bus_ram_write(uint64_t address, const void *buffer, size_t length)
{
    if (!is_ram(address, length)) {
        return false;
    }
    for (size_t done = 0, n; done < length; done += n) {
        n = piece(address + done, length - done);
        memcpy(ram_at(address + done), (const uint8_t *)buffer + done, n);
    }
    return true;
}

uint64_t
hw_physical_read(uint64_t address, unsigned size)
{
    uint64_t value = 0; // the low bytes are at the low address, here as on x64

    SIM_ASSERT(size <= sizeof value);
    if (bus_ram_read(address, &value, size)) {
        return value;
    }
    return bus_window_read(false, address, size);
}

void
hw_physical_write(uint64_t address, unsigned size, uint64_t value)
{
    SIM_ASSERT(size <= sizeof value);
    if (!bus_ram_write(address, &value, size)) {
        bus_window_write(false, address, size, value);
    }
}
