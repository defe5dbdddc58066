/*
 * wdk/usbdi.h - USB: control codes of the host driver
 */
#ifndef WDK_USBDI_H
#define WDK_USBDI_H

#include "usb.h"

#ifdef __cplusplus
extern "C" {
#endif

#define USBD_STATUS_CANCELLING           ((USBD_STATUS)0x00020000L)
#define USBD_STATUS_CANCELING            ((USBD_STATUS)0x00020000L)
#define USBD_STATUS_NO_MEMORY            ((USBD_STATUS)0x80000100L)
#define USBD_STATUS_ERROR                ((USBD_STATUS)0x80000000L)
#define USBD_STATUS_REQUEST_FAILED       ((USBD_STATUS)0x80000500L)
#define USBD_STATUS_HALTED               ((USBD_STATUS)0xC0000000L)
#define USBD_HALTED(Status)              ((ULONG)(Status) >> 30 == 3)
#define USBD_STATUS(Status)              ((ULONG)(Status) & 0x0FFFFFFFL)
#define URB_FUNCTION_RESERVED0           0x0016
#define URB_FUNCTION_RESERVED            0x001D
#define URB_FUNCTION_LAST                0x0029
#define USBD_PF_DOUBLE_BUFFER            0x00000002
#define USBD_TRANSFER_DIRECTION_BIT      0
#define USBD_SHORT_TRANSFER_OK_BIT       1
#define USBD_START_ISO_TRANSFER_ASAP_BIT 2

#ifdef __cplusplus
}
#endif
#endif
