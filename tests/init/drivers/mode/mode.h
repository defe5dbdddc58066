/*
 * tests/init/drivers/mode/mode.h - what the driver "mode" is asked for
 */
#define IOCTL_MODE_TELL  CTL_CODE(FILE_DEVICE_UNKNOWN, 0x800, METHOD_BUFFERED, FILE_ANY_ACCESS)
#define IOCTL_MODE_CLOSE CTL_CODE(FILE_DEVICE_UNKNOWN, 0x801, METHOD_BUFFERED, FILE_ANY_ACCESS)

struct mode {
    CCHAR PreviousMode;
    ULONG RemainingStack;
    HANDLE Process;
    PVOID Local; /* address of something on the stack */
};
