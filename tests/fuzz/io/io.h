/*
 * fuzz/io/io.h - what the files of fuzz/io share
 *
 *      ../fuzz_io.c   one input: boots a machine, and its threads make the calls
 *      stacks.c       which drivers and devices there are, their names and control codes
 *      arguments.c    handles, lengths, buffers, names, ... made of bytes
 *      files.c        calls that open, close, read, write and control files
 *      information.c  calls that ask for, set, lock and list
 *      others.c       calls about cancellation, completion, time, devices and drivers
 *      majors.c       which major functions were reached
 */
#ifndef FUZZ_IO_H
#define FUZZ_IO_H

#include <ntifs.h>
#include <sim/test.h>

#include "fuzz/bytes.h"
#include "fuzz/witness.h"

/* --- stacks ----------------------------------------------------------------------------------- */

struct stack {
    const char *function;                  // the driver of the device
    const struct sim_device_model *device; // NULL: none is plugged in
    const char *device_name;
    struct sim_filter filter;
    const char *drivers[4]; // loaded in this order
    PCWSTR names[4];        // that can be opened; those that begin with \Device are watched
    ULONG codes[18];
};

enum { STACKS = 10 };
extern const struct stack stacks[STACKS];
extern const struct stack *stack; // of this input

/* Puts devices that count on top of what has a name. */
void watch_stack(void);

/* --- arguments -------------------------------------------------------------------------------- */

enum { FILES = 6, SLOTS = 16, BUFFER = 8192 };

extern HANDLE files[FILES], event, port;

void make_arguments(void);
void free_arguments(void);

/* A file, or rarely something else that is a handle or is none. */
HANDLE any_handle(void);
/* Where a handle is kept. */
HANDLE *any_file(void);
/* Closes it, if there is one. */
void forget(HANDLE *file);

/* The next request's; mostly memory that may be written. */
PIO_STATUS_BLOCK next_iosb(void);
/* One of those that requests have. */
PIO_STATUS_BLOCK any_iosb(void);
ULONG any_length(void);
/* Of the request whose IOSB was taken last. Mostly memory that may be written. */
PVOID any_buffer(void);
/* The same, filled from the input. */
PVOID any_input(ULONG length);
PLARGE_INTEGER any_offset(PLARGE_INTEGER offset);
ULONG any_control_code(void);
ACCESS_MASK any_access(void);
ULONG any_options(void);

struct signal {
    HANDLE event;
    PIO_APC_ROUTINE apc;
    PVOID context;
};
struct signal any_signal(void);

struct place {
    UNICODE_STRING name;
    OBJECT_ATTRIBUTES attributes;
    WCHAR text[96];
};
POBJECT_ATTRIBUTES any_name(struct place *place);

/* --- calls ------------------------------------------------------------------------------------ */

typedef void fuzz_call(void);

fuzz_call call_create, call_pipe, call_mailslot, call_close, call_duplicate, call_read, call_write,
    call_control, call_fs_control, call_flush, call_copy;
fuzz_call call_query, call_set, call_query_volume, call_set_volume, call_query_ea, call_set_ea,
    call_query_quota, call_set_quota, call_query_security, call_set_security, call_lock,
    call_directory, call_notify, call_by_name;
fuzz_call call_cancel, call_send, call_shutdown, call_bind, call_port, call_wait, call_device,
    call_lie, call_driver, call_memory;

/* --- major functions -------------------------------------------------------------------------- */

/* Adds what the witness saw in this input. */
void count_majors(void);
/* Prints the sums, how often each stack was there, and fails if a major function is missing. */
void report_majors(void);

#endif
