/*
 * core/place.c - what kind of memory an address is, and a name for it that is the same in every run
 *
 * Windows and driver modules have fixed addresses. libsim, the test program's code and the host's
 * own memory do not: Linux places them anew in each run, so they may not enter a trace as they are.
 */
#include "core.h"

enum { PLACE_LIBSIM = 0x11b, PLACE_PROGRAM = 0x7e5, PLACE_HOST = 0x405, PLACE_SHIFT = 48 };

enum hw_place
hw_place(const void *address)
{
    static const uint8_t places[] = {
        [HW_NONPAGED] = HW_AT_NONPAGED, [HW_PAGED] = HW_AT_PAGED,         [HW_STACKS] = HW_AT_STACK,
        [HW_MAPPINGS] = HW_AT_MAPPING,  [HW_REGISTERS] = HW_AT_REGISTERS, [HW_USER] = HW_AT_USER,
        [HW_DIRECT] = HW_AT_DIRECT,     [HW_CONTIGUOUS] = HW_AT_NONPAGED,
    };
    enum hw_window window = host_window_of(address);

    if (window != HW_WINDOWS) {
        return places[window];
    }
    if (hw_module_at(address) != NULL) {
        return HW_AT_DRIVER;
    }
    if (host_program_offset(address) != UINT64_MAX) {
        return HW_AT_PROGRAM;
    }
    return host_libsim_offset(address) != UINT64_MAX ? HW_AT_LIBSIM : HW_AT_NOWHERE;
}

uint64_t
hw_canonical(const void *address)
{
    uint64_t a = (uintptr_t)address, offset;

    if (a < HW_PAGE || host_window_of(address) != HW_WINDOWS ||
        a - HOST_MODULE_BASE < HOST_MODULE_END - HOST_MODULE_BASE) {
        return a;
    }
    offset = host_program_offset(address);
    if (offset != UINT64_MAX) {
        return (uint64_t)PLACE_PROGRAM << PLACE_SHIFT | offset;
    }
    offset = host_libsim_offset(address);
    if (offset != UINT64_MAX) {
        return (uint64_t)PLACE_LIBSIM << PLACE_SHIFT | offset;
    }
    return (uint64_t)PLACE_HOST << PLACE_SHIFT;
}

uint64_t
hw_ram_offset(const void *address)
{
    return host_window_offset(address);
}

uint64_t
hw_ram_size(void)
{
    return (uint64_t)HOST_RAM_PAGES * HW_PAGE;
}

void *
hw_kept(uint64_t address, size_t size)
{
    return host_fixed(address, size);
}
