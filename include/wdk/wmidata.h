/*
 * wdk/wmidata.h - data blocks that WMI defines
 */
#ifndef WDK_WMIDATA_H
#define WDK_WMIDATA_H

#include "wdm.h"

#ifdef __cplusplus
extern "C" {
#endif

#define MSPower_DeviceEnableGuid                                                                   \
    {0x827c0a6f, 0xfeb0, 0x11d0, {0xbd, 0x26, 0x00, 0xaa, 0x00, 0xb7, 0xb3, 0x2a}}

typedef struct _MSPower_DeviceEnable {
    BOOLEAN Enable;
#define MSPower_DeviceEnable_Enable_SIZE sizeof(BOOLEAN)
#define MSPower_DeviceEnable_Enable_ID   1
} MSPower_DeviceEnable, *PMSPower_DeviceEnable;

#define MSPower_DeviceEnable_SIZE                                                                  \
    (FIELD_OFFSET(MSPower_DeviceEnable, Enable) + MSPower_DeviceEnable_Enable_SIZE)
#define MSPower_DeviceWakeEnableGuid                                                               \
    {0xa9546a82, 0xfeb0, 0x11d0, {0xbd, 0x26, 0x00, 0xaa, 0x00, 0xb7, 0xb3, 0x2a}}

typedef struct _MSPower_DeviceWakeEnable {
    BOOLEAN Enable;
#define MSPower_DeviceWakeEnable_Enable_SIZE sizeof(BOOLEAN)
#define MSPower_DeviceWakeEnable_Enable_ID   1
} MSPower_DeviceWakeEnable, *PMSPower_DeviceWakeEnable;

#define MSPower_DeviceWakeEnable_SIZE                                                              \
    (FIELD_OFFSET(MSPower_DeviceWakeEnable, Enable) + MSPower_DeviceWakeEnable_Enable_SIZE)
#define MSMouse_ClassInformationGuid                                                               \
    {0x4731f89b, 0x71cb, 0x11d1, {0xa5, 0x2c, 0x00, 0xa0, 0xc9, 0x06, 0x29, 0x10}}

typedef struct _MSMouse_ClassInformation {
    ULONGLONG DeviceId;
#define MSMouse_ClassInformation_DeviceId_SIZE sizeof(ULONGLONG)
#define MSMouse_ClassInformation_DeviceId_ID   1
} MSMouse_ClassInformation, *PMSMouse_ClassInformation;

#define MSMouse_ClassInformation_SIZE                                                              \
    (FIELD_OFFSET(MSMouse_ClassInformation, DeviceId) + MSMouse_ClassInformation_DeviceId_SIZE)
#define MSKeyboard_ClassInformationGuid                                                            \
    {0x4731f899, 0x71cb, 0x11d1, {0xa5, 0x2c, 0x00, 0xa0, 0xc9, 0x06, 0x29, 0x10}}

typedef struct _MSKeyboard_ClassInformation {
    ULONGLONG DeviceId;
#define MSKeyboard_ClassInformation_DeviceId_SIZE sizeof(ULONGLONG)
#define MSKeyboard_ClassInformation_DeviceId_ID   1
} MSKeyboard_ClassInformation, *PMSKeyboard_ClassInformation;

#define MSKeyboard_ClassInformation_SIZE                                                           \
    (FIELD_OFFSET(MSKeyboard_ClassInformation, DeviceId) +                                         \
     MSKeyboard_ClassInformation_DeviceId_SIZE)
#define MSDiskDriver_GeometryGuid                                                                  \
    {0x25007f51, 0x57c2, 0x11d1, {0xa5, 0x28, 0x00, 0xa0, 0xc9, 0x06, 0x29, 0x10}}
#define MSDiskDriver_PerformanceDataGuid                                                           \
    {0xbdd865d2, 0xd7c1, 0x11d0, {0xa5, 0x01, 0x00, 0xa0, 0xc9, 0x06, 0x29, 0x10}}
#define MSDiskDriver_PerformanceGuid                                                               \
    {0xbdd865d1, 0xd7c1, 0x11d0, {0xa5, 0x01, 0x00, 0xa0, 0xc9, 0x06, 0x29, 0x10}}

typedef struct _MSSerial_PortName {
    CHAR VariableData[1];
#define MSSerial_PortName_PortName_ID 1
} MSSerial_PortName, *PMSSerial_PortName;

#ifdef __cplusplus
}
#endif
#endif
