/*
 * seh/drivers/seh_cpp.cpp - structured exceptions in C++
 */
#include <ntifs.h>

extern "C" INT SehCpp(VOID);
extern "C" DRIVER_INITIALIZE DriverEntry;

static VOID
Raise(NTSTATUS Status)
{
    if (Status != STATUS_SUCCESS) {
        ExRaiseStatus(Status);
    }
}

static INT
Through(INT &Log)
{
    __try {
        return 42;
    } __finally {
        Log += AbnormalTermination() ? 10 : 1;
    }
    return 0;
}

static NTSTATUS
Nested(INT &Log)
{
    NTSTATUS Status = STATUS_SUCCESS;

    __try {
        __try {
            Raise(STATUS_DISK_FULL);
        } __finally {
            Log *= 2;
        }
    } __except (Log++, GetExceptionCode() == STATUS_DISK_FULL) {
        __try {
            __leave;
        } __except (EXCEPTION_EXECUTE_HANDLER) {
            Log = 0;
        }
        Status = GetExceptionCode();
    }
    return Status;
}

static INT
Loop(VOID)
{
    INT i;

    for (i = 0; i < 10; i++) {
        __try {
            Raise(i == 6 ? STATUS_DISK_FULL : STATUS_SUCCESS);
        } __except (GetExceptionInformation()->ExceptionRecord->ExceptionCode == STATUS_DISK_FULL) {
            break;
        }
    }
    return i;
}

/* 0, or which check failed. */
INT
SehCpp(VOID)
{
    INT Log = 0;

    if (Through(Log) != 42 || Log != 10) {
        return 1;
    }
    if (Nested(Log) != STATUS_DISK_FULL || Log != 22) {
        return 2;
    }
    return Loop() == 6 ? 0 : 3;
}

static VOID
Unload(PDRIVER_OBJECT Driver)
{
}

NTSTATUS
DriverEntry(PDRIVER_OBJECT Driver, PUNICODE_STRING RegistryPath)
{
    Driver->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
