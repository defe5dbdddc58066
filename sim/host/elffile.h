/*
 * host/elffile.h - what is read from module files
 */
#ifndef SIM_HOST_ELF_H
#define SIM_HOST_ELF_H

#include <elf.h>
#include <stddef.h>
#include <stdint.h>

struct elf_file {
    const char *bytes; /* the whole file; NULL: cannot be opened, or is not ELF of 64 bits */
    size_t size;
    const Elf64_Sym *symbols; /* .symtab, else .dynsym */
    size_t symbol_count;
    const char *names;
};

void elf_open(struct elf_file *file, const char *path);
void elf_close(struct elf_file *file);
const Elf64_Phdr *elf_segments(const struct elf_file *file, size_t *count);
/* By name, functions and variables, local ones too. */
const Elf64_Sym *elf_symbol(const struct elf_file *file, const char *name);
/* The one that address (as in the file) lies in. */
const Elf64_Sym *elf_symbol_at(const struct elf_file *file, uint64_t address);
/* Those with a name of the program's own, PAGE... or INIT, that take up whole pages, in order. */
const Elf64_Shdr *elf_own_section(const struct elf_file *file, unsigned index, const char **name);
/* Over the contents of the executable segments. */
uint64_t elf_code_hash(const struct elf_file *file, uint64_t hash);

#endif
