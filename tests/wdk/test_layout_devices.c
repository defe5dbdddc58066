/*
 * tests/wdk/test_layout_devices.c - what device headers describe has the size that standards give
 *
 * Descriptors of USB 2.0 (chapter 9) and HID 1.11, commands and data of SPC and SBC, UEFI's error
 * records; and structures of Microsoft's documentation whose fields say how large they are on x64.
 * The compiler checks them.
 */
#include <hidport.h>
#include <kbdmou.h>
#include <ntddscsi.h>
#include <scsi.h>
#include <srb.h>
#include <usb.h>
#include <usbdlib.h>
#include <ntddk.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define SIZE(Type, Size) _Static_assert(sizeof(Type) == (Size), "size of " #Type)
#define AT(Type, Field, Offset)                                                                    \
    _Static_assert(__builtin_offsetof(Type, Field) == (Offset), #Type "." #Field)

/* USB and HID */
SIZE(USB_DEVICE_DESCRIPTOR, 18);
SIZE(USB_CONFIGURATION_DESCRIPTOR, 9);
SIZE(USB_INTERFACE_DESCRIPTOR, 9);
SIZE(USB_ENDPOINT_DESCRIPTOR, 7);
SIZE(USB_DEFAULT_PIPE_SETUP_PACKET, 8);
SIZE(HID_DESCRIPTOR, 9);
SIZE(HID_DEVICE_EXTENSION, 24);
SIZE(struct _URB_HEADER, 24);
SIZE(USBD_PIPE_INFORMATION, 24);
SIZE(struct _URB_BULK_OR_INTERRUPT_TRANSFER, 0x80);

/* SCSI */
SIZE(CDB, 16);
SIZE(SENSE_DATA, 18);
SIZE(INQUIRYDATA, 104);
SIZE(READ_CAPACITY_DATA, 8);
SIZE(READ_CAPACITY_DATA_EX, 12);
SIZE(MODE_PARAMETER_HEADER, 4);
SIZE(MODE_PARAMETER_HEADER10, 8);
SIZE(SCSI_PASS_THROUGH, 0x38);
AT(SCSI_PASS_THROUGH, DataBufferOffset, 0x18);
AT(SCSI_PASS_THROUGH, Cdb, 0x24);
SIZE(SCSI_REQUEST_BLOCK, 0x58);
AT(SCSI_REQUEST_BLOCK, DataBuffer, 0x18);
AT(SCSI_REQUEST_BLOCK, Cdb, 0x48);

/* Hardware errors: the record of UEFI's appendix N */
SIZE(WHEA_ERROR_RECORD_HEADER, 128);
SIZE(WHEA_ERROR_RECORD_SECTION_DESCRIPTOR, 72);
SIZE(WHEA_PROCESSOR_GENERIC_ERROR_SECTION, 192);
SIZE(WHEA_MEMORY_ERROR_SECTION, 80);
SIZE(WHEA_PCIEXPRESS_ERROR_SECTION, 208);
SIZE(WHEA_TIMESTAMP, 8);

/* Keyboards and mice */
SIZE(KEYBOARD_INPUT_DATA, 12);
SIZE(MOUSE_INPUT_DATA, 24);
SIZE(CONNECT_DATA, 16);

static void
is_that_of_the_standards(void **state)
{
    (void)state;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(is_that_of_the_standards)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
