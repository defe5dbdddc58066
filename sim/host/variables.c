/*
 * host/variables.c - which part of the program's data is the program's own
 *
 * All of it; but where AddressSanitizer's runtime is linked into the program, its variables stand
 * among the program's, and taking those back would break it. What the compiler registers with the
 * runtime, in a section of its own, are the program's: those alone count then.
 */
#include "elffile.h"
#include "sanitizer.h"
#include "windowi.h"

#if HOST_ASAN

/* As clang lays it out. */
struct variable {
    uintptr_t begin, size, size_with_red_zone, name, module, dynamic, location, indicator;
};

static struct {
    const struct variable *first, *end;
    bool known;
} variables;

static void
variables_find(void)
{
    struct elf_file file;
    const Elf64_Sym *first, *end;

    variables.known = true;
    elf_open(&file, hw_program());
    first = elf_symbol(&file, "__start_asan_globals");
    end = elf_symbol(&file, "__stop_asan_globals");
    if (first != NULL && end != NULL) { // the program is not position independent
        variables.first = (const struct variable *)first->st_value;
        variables.end = (const struct variable *)end->st_value;
    }
    elf_close(&file);
}

/* The list itself lies among red zones. */
HOST_NO_ASAN bool
host_program_data(size_t index, void **base, size_t *size)
{
    const struct variable *v;
    const void *low;
    size_t all;

    if (!host_program_has(&low, &all)) {
        return false;
    }
    if (!variables.known) {
        variables_find();
    }
    v = variables.first + index;
    if (index >= (size_t)(variables.end - variables.first)) {
        return false;
    }
    *base = (void *)v->begin;
    *size = v->begin - (uintptr_t)low < all ? v->size : 0;
    return true;
}

#else

bool
host_program_data(size_t index, void **base, size_t *size)
{
    return index == 0 && host_program_has((const void **)base, size);
}

#endif
