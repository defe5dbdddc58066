/*
 * host/watch.c - pages that nobody writes to without being noticed
 *
 *      (none) --add--> listed --begin--> closed (may be read) --first write, or pass--> open
 *             <---------------------------------end------------------------------------/
 *
 * A page is write-protected at each address that shows it; the first write faults, is noted, and
 * all its addresses are opened again. What stays closed has not been written to: a restore need not
 * look at it.
 *
 * Only processors fault: Linux refuses a system call that would write to a closed page (EFAULT).
 * Libsim makes none into simulated memory but stacks, which are not for this.
 *
 * Invariants:
 *   X1. A closed page is shown nowhere else than at the addresses it was added with. Whoever shows
 *       or protects pages (table.c, moduleimage.c) passes them first.
 *   X2. While watching is on, its handler gets the faults (fault.c ends it before it lets go).
 */
#include <stdlib.h>
#include <sys/mman.h>

#include "faulti.h"
#include "sanitizer.h"

struct place {
    uintptr_t address;
    uint32_t page;
};

static struct {
    bool on;
    unsigned room, count, place_count, written_count;
    struct place *places; /* by address, once it is on; two for a page */
    uintptr_t (*page)[2]; /* its addresses; the second may be 0 */
    uint32_t *written;    /* pages, in the order in which they were opened */
    bool *open;
} watch;

void
host_watch_reserve(unsigned pages)
{
    SIM_ASSERT(watch.places == NULL);
    watch.room = pages;
    watch.places = host_alloc(HOST_SEARCH, 2 * pages * sizeof *watch.places);
    watch.page = host_alloc(HOST_SEARCH, pages * sizeof *watch.page);
    watch.written = host_alloc(HOST_SEARCH, pages * sizeof *watch.written);
    watch.open = host_alloc(HOST_SEARCH, pages * sizeof *watch.open);
}

/* A debugger would stop at each first write. */
bool
host_watch_is_possible(void)
{
    return !HOST_ASAN && !RUNNING_ON_VALGRIND && fault_is_installed() && !host_is_traced();
}

unsigned
host_watch_add(void *address, void *other)
{
    unsigned page = watch.count++;

    SIM_ASSERT(!watch.on && page < watch.room);
    watch.page[page][0] = (uintptr_t)address;
    watch.page[page][1] = (uintptr_t)other;
    watch.open[page] = false;
    for (unsigned i = 0; i < 2; i++) {
        if (watch.page[page][i] != 0) {
            watch.places[watch.place_count++] = (struct place){watch.page[page][i], page};
        }
    }
    return page;
}

/* --- protection ------------------------------------------------------------------------------- */

static int
watch_by_address(const void *a, const void *b)
{
    const struct place *x = a, *y = b;

    return (x->address > y->address) - (x->address < y->address);
}

/* How many places, from this one on, are neighbours in memory and closed. */
static unsigned
watch_run(unsigned from)
{
    unsigned n = 0;

    while (from + n < watch.place_count && !watch.open[watch.places[from + n].page] &&
           watch.places[from + n].address == watch.places[from].address + HOST_BYTES(n)) {
        n++;
    }
    return n;
}

/* False: Linux cannot have so many pieces. */
static bool
watch_protect_all(int access)
{
    bool done = true;

    for (unsigned i = 0, n; i < watch.place_count; i += n) {
        n = watch_run(i);
        done &= n == 0 || mprotect((void *)watch.places[i].address, HOST_BYTES(n), access) == 0;
        n += n == 0;
    }
    return done;
}

bool
host_watch_begin(void)
{
    qsort(watch.places, watch.place_count, sizeof *watch.places, watch_by_address);
    watch.on = true;
    if (!watch_protect_all(PROT_READ)) {
        host_watch_end();
    }
    return watch.on;
}

void
host_watch_end(void)
{
    if (watch.on && !watch_protect_all(PROT_READ | PROT_WRITE)) {
        host_die("pages that were protected cannot be written to any more");
    }
    watch.on = false;
    watch.count = watch.place_count = watch.written_count = 0;
}

void
host_watch_release(void)
{
    host_watch_end();
    host_free(HOST_SEARCH, watch.places);
    host_free(HOST_SEARCH, watch.page);
    host_free(HOST_SEARCH, watch.written);
    host_free(HOST_SEARCH, watch.open);
    watch.places = NULL;
}

bool
host_watch_is_on(void)
{
    return watch.on;
}

/* --- writes ----------------------------------------------------------------------------------- */

static const struct place *
watch_find(uintptr_t address)
{
    struct place key = {.address = address & ~(uintptr_t)(HW_PAGE - 1)};

    return watch.on ? bsearch(&key, watch.places, watch.place_count, sizeof key, watch_by_address)
                    : NULL;
}

static void
watch_open(uint32_t page)
{
    bool done = true;

    watch.open[page] = true;
    watch.written[watch.written_count++] = page;
    for (unsigned i = 0; i < 2; i++) {
        done &= watch.page[page][i] == 0 ||
                mprotect((void *)watch.page[page][i], HW_PAGE, PROT_READ | PROT_WRITE) == 0;
    }
    if (!done) { /* one piece more than Linux can have: fewer, then */
        watch.open[page] = false;
        host_watch_end();
    }
}

bool
fault_is_watched(uintptr_t address)
{
    const struct place *place = watch_find(address);

    if (place == NULL || watch.open[place->page]) {
        return false;
    }
    watch_open(place->page);
    return true;
}

void
host_watch_pass(const void *address, size_t pages)
{
    for (size_t i = 0; watch.on && i < pages; i++) {
        fault_is_watched((uintptr_t)address + HOST_BYTES(i));
    }
}

unsigned
host_watch_written(const uint32_t **pages)
{
    *pages = watch.written;
    return watch.written_count;
}
