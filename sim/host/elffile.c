/*
 * host/elffile.c - symbols that the loader does not keep, and a hash of the code
 */
#include "elffile.h"

#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static const Elf64_Shdr *
elf_section(const struct elf_file *file, uint32_t type)
{
    const Elf64_Ehdr *header = (const Elf64_Ehdr *)file->bytes;
    const Elf64_Shdr *sections = (const Elf64_Shdr *)(file->bytes + header->e_shoff);

    if (header->e_shoff > file->size ||
        header->e_shnum > (file->size - header->e_shoff) / sizeof *sections) {
        return NULL;
    }
    for (unsigned i = 0; i < header->e_shnum; i++) {
        const Elf64_Shdr *s = &sections[i];

        if (s->sh_type == type && s->sh_link < header->e_shnum &&
            s->sh_offset + s->sh_size <= file->size &&
            sections[s->sh_link].sh_offset + sections[s->sh_link].sh_size <= file->size) {
            return s;
        }
    }
    return NULL;
}

static void
elf_find_symbols(struct elf_file *file)
{
    const Elf64_Ehdr *header = (const Elf64_Ehdr *)file->bytes;
    const Elf64_Shdr *sections = (const Elf64_Shdr *)(file->bytes + header->e_shoff);
    const Elf64_Shdr *table = elf_section(file, SHT_SYMTAB);

    if (table == NULL) {
        table = elf_section(file, SHT_DYNSYM);
    }
    if (table != NULL) {
        file->symbols = (const Elf64_Sym *)(file->bytes + table->sh_offset);
        file->symbol_count = table->sh_size / sizeof(Elf64_Sym);
        file->names = file->bytes + sections[table->sh_link].sh_offset;
    }
}

void
elf_open(struct elf_file *file, const char *path)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    struct stat status;
    void *bytes = MAP_FAILED;

    *file = (struct elf_file){0};
    if (fd >= 0 && fstat(fd, &status) == 0 && (size_t)status.st_size >= sizeof(Elf64_Ehdr)) {
        bytes = mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
    }
    if (fd >= 0) {
        close(fd);
    }
    if (bytes == MAP_FAILED) {
        return;
    }
    file->bytes = bytes;
    file->size = (size_t)status.st_size;
    if (memcmp(bytes, ELFMAG, SELFMAG) != 0 || file->bytes[EI_CLASS] != ELFCLASS64) {
        elf_close(file);
        return;
    }
    elf_find_symbols(file);
}

void
elf_close(struct elf_file *file)
{
    if (file->bytes != NULL) {
        munmap((void *)file->bytes, file->size);
    }
    *file = (struct elf_file){0};
}

const Elf64_Phdr *
elf_segments(const struct elf_file *file, size_t *count)
{
    const Elf64_Ehdr *header = (const Elf64_Ehdr *)file->bytes;

    *count = 0;
    if (file->bytes == NULL || header->e_phoff > file->size ||
        header->e_phnum > (file->size - header->e_phoff) / sizeof(Elf64_Phdr)) {
        return NULL;
    }
    *count = header->e_phnum;
    return (const Elf64_Phdr *)(file->bytes + header->e_phoff);
}

static int
elf_is_named(const Elf64_Sym *symbol)
{
    unsigned type = ELF64_ST_TYPE(symbol->st_info);

    return symbol->st_shndx != SHN_UNDEF &&
           (type == STT_FUNC || type == STT_OBJECT || type == STT_NOTYPE);
}

const Elf64_Sym *
elf_symbol(const struct elf_file *file, const char *name)
{
    for (size_t i = 0; i < file->symbol_count; i++) {
        const Elf64_Sym *s = &file->symbols[i];

        if (elf_is_named(s) && strcmp(file->names + s->st_name, name) == 0) {
            return s;
        }
    }
    return NULL;
}

const Elf64_Sym *
elf_symbol_at(const struct elf_file *file, uint64_t address)
{
    for (size_t i = 0; i < file->symbol_count; i++) {
        const Elf64_Sym *s = &file->symbols[i];

        if (elf_is_named(s) && address - s->st_value < s->st_size) {
            return s;
        }
    }
    return NULL;
}

/* The image is linked so that each begins a page and is padded to whole ones. */
static int
elf_is_own(const Elf64_Shdr *section, const char *name)
{
    return (section->sh_flags & SHF_ALLOC) != 0 && section->sh_size > 0 &&
           section->sh_addr % 4096 == 0 && section->sh_size % 4096 == 0 &&
           (strncmp(name, "PAGE", 4) == 0 || strncmp(name, "INIT", 4) == 0);
}

const Elf64_Shdr *
elf_own_section(const struct elf_file *file, unsigned index, const char **name)
{
    const Elf64_Ehdr *header = (const Elf64_Ehdr *)file->bytes;
    const Elf64_Shdr *sections = (const Elf64_Shdr *)(file->bytes + header->e_shoff);

    if (elf_section(file, SHT_DYNSYM) == NULL || header->e_shstrndx >= header->e_shnum) {
        return NULL; // no section headers that make sense
    }
    for (unsigned i = 0; i < header->e_shnum; i++) {
        *name = file->bytes + sections[header->e_shstrndx].sh_offset + sections[i].sh_name;
        if (elf_is_own(&sections[i], *name) && index-- == 0) {
            return &sections[i];
        }
    }
    return NULL;
}

uint64_t
elf_code_hash(const struct elf_file *file, uint64_t hash)
{
    size_t count;
    const Elf64_Phdr *segments = elf_segments(file, &count);

    for (size_t i = 0; i < count; i++) {
        const Elf64_Phdr *p = &segments[i];

        if (p->p_type != PT_LOAD || !(p->p_flags & PF_X) ||
            p->p_offset + p->p_filesz > file->size) {
            continue;
        }
        for (uint64_t at = 0; at + 8 <= p->p_filesz; at += 8) {
            uint64_t word;

            memcpy(&word, file->bytes + p->p_offset + at, sizeof word);
            hash = (hash ^ word) * 0x100000001b3;
            hash ^= hash >> 29;
        }
    }
    return hash;
}
