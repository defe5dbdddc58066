/*
 * host/symbol.c - a name, file and line for an address
 *
 * Asked of a symbolizer, a process that is started for the first question and kept: it reads a
 * module's debug information once. Answers are remembered. Without one (SIM_SYMBOLIZER names
 * another, or "none"), the module's own symbol table gives function and offset.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <inttypes.h>
#include <link.h>
#include <poll.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "elffile.h"
#include "host.h"

enum { SYMBOL_CACHE = 512, SYMBOL_TEXT = 240, SYMBOL_WAIT_MS = 20000 };

struct symbol_place {
    char file[1024]; /* the module's */
    uint64_t inside; /* address as in the file */
};

static struct {
    bool started;
    int to, from; /* pipes of the symbolizer; -1: there is none */
    struct {
        const void *address;
        char text[SYMBOL_TEXT];
    } cache[SYMBOL_CACHE];
} symbol = {.to = -1, .from = -1};

/* --- the symbolizer process ------------------------------------------------------------------- */

static bool
symbol_spawn(const char *program, int in, int out)
{
    extern char **environ;
    char *const arguments[] = {(char *)program, "--no-inlines", "--no-demangle", NULL};
    posix_spawn_file_actions_t files;
    pid_t child;
    int result;

    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_adddup2(&files, in, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&files, out, STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    result = posix_spawnp(&child, program, &files, NULL, arguments, environ);
    posix_spawn_file_actions_destroy(&files);
    return result == 0;
}

static bool
symbol_spawn_any(int in, int out)
{
    static const char *const programs[] = {"llvm-symbolizer-19", "llvm-symbolizer",
                                           "/usr/lib/llvm-19/bin/llvm-symbolizer"};
    const char *chosen = hw_environment("SIM_SYMBOLIZER");

    if (chosen != NULL) {
        return strcmp(chosen, "none") != 0 && symbol_spawn(chosen, in, out);
    }
    for (unsigned i = 0; i < sizeof programs / sizeof programs[0]; i++) {
        if (symbol_spawn(programs[i], in, out)) {
            return true;
        }
    }
    return false;
}

static void
symbol_start(void)
{
    int questions[2], answers[2];

    if (symbol.started) {
        return;
    }
    symbol.started = true;
    if (pipe2(questions, O_CLOEXEC) != 0 || pipe2(answers, O_CLOEXEC) != 0) {
        return;
    }
    if (symbol_spawn_any(questions[0], answers[1])) {
        symbol.to = questions[1];
        symbol.from = answers[0];
    } else {
        close(questions[1]);
        close(answers[0]);
    }
    close(questions[0]);
    close(answers[1]);
}

static void
symbol_give_up(void)
{
    close(symbol.to);
    close(symbol.from);
    symbol.to = symbol.from = -1;
}

/* An answer ends with an empty line. */
static bool
symbol_read(char *text, size_t size)
{
    struct pollfd ready = {.fd = symbol.from, .events = POLLIN};
    size_t length = 0;

    for (;;) {
        ssize_t n = 0;

        if (length + 1 < size && poll(&ready, 1, SYMBOL_WAIT_MS) == 1) {
            n = read(symbol.from, text + length, size - length - 1);
        }
        if (n <= 0) {
            return false;
        }
        length += (size_t)n;
        text[length] = 0;
        if (length >= 2 && strcmp(text + length - 2, "\n\n") == 0) {
            return true;
        }
    }
}

static const char *
symbol_last_part(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash != NULL ? slash + 1 : path;
}

/* The answer is two lines, "function" and "path:line:column"; false: it does not know. */
static bool
symbol_ask(const struct symbol_place *place, char *answer, size_t size, char **line)
{
    char question[1100];
    int length =
        snprintf(question, sizeof question, "\"%s\" 0x%" PRIx64 "\n", place->file, place->inside);

    symbol_start();
    if (symbol.to < 0) {
        return false;
    }
    if (write(symbol.to, question, (size_t)length) != length || !symbol_read(answer, size)) {
        symbol_give_up();
        return false;
    }
    *line = strchr(answer, '\n');
    *(*line)++ = 0;
    (*line)[strcspn(*line, "\n")] = 0;
    return strncmp(answer, "??", 2) != 0 && strncmp(*line, "??", 2) != 0;
}

/* "function at file.c:12" */
static bool
symbol_text(const struct symbol_place *place, char *text, size_t size)
{
    char answer[2048], *line, *column;

    if (!symbol_ask(place, answer, sizeof answer, &line)) {
        return false;
    }
    column = strrchr(line, ':');
    if (column != NULL) {
        *column = 0;
    }
    snprintf(text, size, "%.120s at %.100s", answer, symbol_last_part(line));
    return true;
}

/* --- without it ------------------------------------------------------------------------------- */

static void
symbol_from_table(const struct symbol_place *place, char *text, size_t size)
{
    const char *module = symbol_last_part(place->file);
    struct elf_file file;
    const Elf64_Sym *found;

    elf_open(&file, place->file);
    found = elf_symbol_at(&file, place->inside);
    if (found != NULL) {
        snprintf(text, size, "%.80s!%.120s+0x%" PRIx64, module, file.names + found->st_name,
                 place->inside - found->st_value);
    } else {
        snprintf(text, size, "%.80s+0x%" PRIx64, module, place->inside);
    }
    elf_close(&file);
}

static bool
symbol_locate(const void *address, struct symbol_place *place)
{
    Dl_info info;
    struct link_map *map;

    if (dladdr1(address, &info, (void **)&map, RTLD_DL_LINKMAP) == 0) {
        return false;
    }
    place->inside = (uintptr_t)address - map->l_addr;
    if (map->l_name[0] != 0) {
        snprintf(place->file, sizeof place->file, "%s", map->l_name);
    } else {
        snprintf(place->file, sizeof place->file, "%s", hw_program());
    }
    return true;
}

static void
symbol_find(const void *address, char *text, size_t size)
{
    struct symbol_place place;

    if (!symbol_locate(address, &place)) {
        snprintf(text, size, "%p", address);
    } else if (!symbol_text(&place, text, size)) {
        symbol_from_table(&place, text, size);
    }
}

void
hw_describe(const void *address, char *text, size_t size)
{
    size_t slot = (uintptr_t)address * 0x9e3779b97f4a7c15u >> 55;

    SIM_ASSERT(hw_on_host_stack());

    if (symbol.cache[slot].address != address) {
        symbol_find(address, symbol.cache[slot].text, SYMBOL_TEXT);
        symbol.cache[slot].address = address;
    }
    snprintf(text, size, "%s", symbol.cache[slot].text);
}

unsigned
hw_source(const void *address, char *path, size_t size)
{
    struct symbol_place place;
    char answer[2048], *line, *colon;
    unsigned number = 0;

    SIM_ASSERT(hw_on_host_stack());

    if (!symbol_locate(address, &place) || !symbol_ask(&place, answer, sizeof answer, &line)) {
        return 0;
    }
    for (unsigned part = 0; part < 2; part++) { /* the column, then the line */
        colon = strrchr(line, ':');
        if (colon == NULL || sscanf(colon, ":%u", &number) != 1) {
            return 0;
        }
        *colon = 0;
    }
    snprintf(path, size, "%s", line);
    return number;
}
