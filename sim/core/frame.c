/*
 * core/frame.c - page frame numbers
 *
 * Frame numbers are labels. RAM is laid out window after window, but a driver that counts on
 * virtual neighbours being physical neighbours must fail here as it may on a real machine: outside
 * the contiguous window, frame = first + scatter(page), a permutation that is undone by multiplying
 * with the inverses. Frames below 1 MiB do not exist; the contiguous ones come next.
 *
 * The direct map knows no labels: it is RAM as it is laid out. So what lies together in a window
 * lies together there, and a buffer has one address in it.
 */
#include "core.h"
#include "pages.h"

enum {
    SCATTER_BITS = 18,
    SCATTER_MASK = (1 << SCATTER_BITS) - 1,
    SCATTER_SHIFT = SCATTER_BITS / 2,
    SCATTER_BY = 0x1a2f5,
    FRAME_SCATTERED = HW_FRAME_FIRST + HOST_CONTIGUOUS_PAGES
};

_Static_assert(1 << SCATTER_BITS == HOST_SCATTERED_PAGES, "scatter permutes all scattered pages");

static uint32_t
scatter(uint32_t page)
{
    page = page * SCATTER_BY & SCATTER_MASK;
    page ^= page >> SCATTER_SHIFT;
    return page * SCATTER_BY & SCATTER_MASK;
}

/* Newton: each step doubles the number of right bits. */
static uint32_t
inverse(uint32_t odd)
{
    uint32_t x = odd;

    for (int i = 0; i < 4; i++) {
        x *= 2 - odd * x;
    }
    return x;
}

static uint32_t
gather(uint32_t label)
{
    label = label * inverse(SCATTER_BY) & SCATTER_MASK;
    label ^= label >> SCATTER_SHIFT;
    return label * inverse(SCATTER_BY) & SCATTER_MASK;
}

uint64_t
hw_frame(const void *address)
{
    uint64_t offset = host_window_offset(address), page = offset / HW_PAGE;

    if (offset == UINT64_MAX) {
        return UINT64_MAX;
    }
    if (page < HOST_CONTIGUOUS_PAGES) {
        return HW_FRAME_FIRST + page;
    }
    return FRAME_SCATTERED + scatter((uint32_t)(page - HOST_CONTIGUOUS_PAGES));
}

/* The page of RAM that the frame names; UINT64_MAX when there is none. */
static uint64_t
frame_page(uint64_t frame)
{
    if (frame - HW_FRAME_FIRST < HOST_CONTIGUOUS_PAGES) {
        return frame - HW_FRAME_FIRST;
    }
    if (frame - FRAME_SCATTERED < HOST_SCATTERED_PAGES) {
        return HOST_CONTIGUOUS_PAGES + gather((uint32_t)(frame - FRAME_SCATTERED));
    }
    return UINT64_MAX;
}

void *
hw_frame_address(uint64_t frame)
{
    uint64_t page = frame_page(frame);

    if (page == UINT64_MAX) {
        return NULL;
    }
    if (!pages_in_use(page)) {
        host_page_soil(page * HW_PAGE);
    }
    return host_direct(page * HW_PAGE);
}

uint64_t
hw_frame_count(void)
{
    return HOST_RAM_PAGES;
}

void
hw_map_frames(void *address, const uint64_t *frames, size_t count, int access)
{
    for (size_t i = 0; i < count; i++) {
        uint64_t page = frame_page(frames[i]);

        SIM_ASSERT(page != UINT64_MAX);
        host_map((char *)address + i * HW_PAGE, page * HW_PAGE, 1, access);
    }
}

void
hw_unmap_frames(void *address, size_t count)
{
    host_unmap(address, count);
}
