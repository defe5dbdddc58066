/*
 * samples/startio/printer.h - a simulated printer: registers, and what a test can see and set
 *
 * PCI 1234:0002, one BAR of 16 ports, interrupt line INTA#. It prints a character at a time, in its
 * own time, and interrupts after each.
 */
#ifndef PRINTER_H
#define PRINTER_H

#include <sim/device.h>

extern const struct sim_device_model printer_model;

/* Ports; all are one byte. */
enum printer_register {
    PRINTER_DATA = 0,    /* WO: prints it; lost while it is not ready */
    PRINTER_STATUS = 1,  /* RO: PRINTER_READY or 0 */
    PRINTER_CONTROL = 2, /* WO: PRINTER_RESET stops it and makes it ready */
    PRINTER_CAUSE = 3    /* RO: 1 after a character is printed; WO: any value takes that back */
};

enum { PRINTER_READY = 0x01, PRINTER_RESET = 0x80, PRINTER_PAPER = 4096 };

/* What has been printed so far, with a zero at the end. */
const char *printer_paper(struct sim_device *printer);

/* How long a character takes: 100 us as plugged in. */
void printer_set_speed(struct sim_device *printer, uint64_t character_ns);

#endif
