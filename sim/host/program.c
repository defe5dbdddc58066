/*
 * host/program.c - the images of the test program and of libsim, and the program's data in RAM
 *
 * A test passes its own variables to drivers, as a Windows program does. Direct I/O needs them at
 * two addresses, so the pages of the program's .data and .bss move onto the memfd, once, in place:
 * to the program nothing changes. (Not its read-only-after-relocation part, which no call may write
 * anyway.)
 */
#define _GNU_SOURCE
#include <errno.h>
#include <link.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "sanitizer.h"
#include "windowi.h"

struct image {
    uintptr_t base, end;           /* all of it */
    uintptr_t data_base, data_end; /* pages that stay writable */
};

static struct {
    struct image program, libsim;
    bool known, moved;
} program;

static void
program_read_headers(const struct dl_phdr_info *info, struct image *image)
{
    *image = (struct image){.base = UINTPTR_MAX, .data_base = UINTPTR_MAX};
    for (unsigned i = 0; i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *p = &info->dlpi_phdr[i];
        uintptr_t low = info->dlpi_addr + p->p_vaddr, high = low + p->p_memsz;

        if (p->p_type == PT_LOAD) {
            image->base = low < image->base ? low : image->base;
            image->end = high > image->end ? high : image->end;
        }
        if (p->p_type == PT_LOAD && (p->p_flags & PF_W)) {
            image->data_base = low < image->data_base ? low : image->data_base;
            image->data_end = high > image->data_end ? high : image->data_end;
        }
    }
    for (unsigned i = 0; i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *p = &info->dlpi_phdr[i];
        uintptr_t high = info->dlpi_addr + p->p_vaddr + p->p_memsz;

        if (p->p_type == PT_GNU_RELRO && high > image->data_base) {
            image->data_base = high;
        }
    }
    image->base &= ~(uintptr_t)(HW_PAGE - 1);
    image->data_base = (image->data_base + HW_PAGE - 1) & ~(uintptr_t)(HW_PAGE - 1);
    image->data_end = (image->data_end + HW_PAGE - 1) & ~(uintptr_t)(HW_PAGE - 1);
}

/* The program comes first. */
static int
program_see(struct dl_phdr_info *info, size_t size, void *argument)
{
    struct image image;
    uintptr_t here = (uintptr_t)program_see;

    program_read_headers(info, &image);
    if (program.program.end == 0) {
        program.program = image;
    }
    if (here - image.base < image.end - image.base) {
        program.libsim = image;
        return 1;
    }
    return 0;
}

static void
program_find(void)
{
    if (!program.known) {
        program.known = true;
        dl_iterate_phdr(program_see, NULL);
    }
}

uint64_t
host_program_offset(const void *address)
{
    program_find();
    return (uintptr_t)address - program.program.base < program.program.end - program.program.base
               ? (uintptr_t)address - program.program.base
               : UINT64_MAX;
}

uint64_t
host_libsim_offset(const void *address)
{
    program_find();
    return (uintptr_t)address - program.libsim.base < program.libsim.end - program.libsim.base
               ? (uintptr_t)address - program.libsim.base
               : UINT64_MAX;
}

uint64_t
host_program_ram(const void *address)
{
    uintptr_t inside = (uintptr_t)address - program.program.data_base;

    return program.moved && inside < program.program.data_end - program.program.data_base
               ? (uint64_t)HOST_PROGRAM_PAGE * HW_PAGE + inside
               : UINT64_MAX;
}

HOST_NO_ASAN static bool
program_is_zero(const uint64_t *page)
{
    for (unsigned i = 0; i < HW_PAGE / sizeof *page; i++) {
        if (page[i] != 0) {
            return false;
        }
    }
    return true;
}

/* Nothing may write to the data meanwhile: no library call, no instrumentation, own stack only. The
   first system call is there because the second must not have its symbol looked up. */
HOST_NO_ASAN static bool
program_move(uint64_t *from, uint64_t *to, size_t size, int file, uint64_t offset)
{
    syscall(SYS_getpid);
    for (size_t page = 0; page < size / sizeof *from; page += HW_PAGE / sizeof *from) {
        if (!program_is_zero(from + page)) {
            for (size_t i = page; i < page + HW_PAGE / sizeof *from; i++) {
                ((volatile uint64_t *)to)[i] = from[i];
            }
        }
    }
    return (uintptr_t)syscall(SYS_mmap, from, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED,
                              file, offset) == (uintptr_t)from;
}

void
host_program_data_remap(void)
{
    struct image *p = &program.program;
    uint64_t offset = (uint64_t)HOST_PROGRAM_PAGE * HW_PAGE;

    host_windows_open();
    program_find();
    if (program.moved || p->data_base >= p->data_end) {
        return;
    }
    if (p->data_end - p->data_base > (uint64_t)HOST_PROGRAM_PAGES * HW_PAGE) {
        host_note("libsim: the program's data is too large for direct I/O (%zu bytes)",
                  (size_t)(p->data_end - p->data_base));
        return;
    }
    program.moved = true;
    if (!program_move((uint64_t *)p->data_base, host_direct(offset), p->data_end - p->data_base,
                      host_memory_file(), offset)) {
        host_die("the program's data cannot be moved: %s", strerror(errno));
    }
}

bool
host_program_has(const void **base, size_t *size)
{
    *base = (const void *)program.program.data_base;
    *size = program.program.data_end - program.program.data_base;
    return program.moved && program.program.base != program.libsim.base;
}
