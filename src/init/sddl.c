/*
 * init/sddl.c - security descriptors as text, for tests
 */
#include "init.h"

#include <sim/test.h>

typedef struct _INI_SDDL_CALL {
    UNICODE_STRING Text;
    PVOID Descriptor;
    PULONG Length;
    ULONG Position;
} INI_SDDL_CALL;

static NTSTATUS
InipReadSddl(PVOID Context)
{
    INI_SDDL_CALL *Call = Context;
    PSECURITY_DESCRIPTOR Descriptor;
    NTSTATUS Status = SeConvertStringSecurityDescriptor(&Call->Text, &Descriptor, &Call->Position);
    ULONG Room = *Call->Length;

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    *Call->Length = RtlLengthSecurityDescriptor(Descriptor);
    if (*Call->Length <= Room) {
        RtlCopyMemory(Call->Descriptor, Descriptor, *Call->Length);
    } else {
        Status = STATUS_BUFFER_TOO_SMALL;
    }
    ExFreeOwn(Descriptor);
    return Status;
}

NTSTATUS
sim_read_sddl(const WCHAR *text, size_t characters, void *descriptor, uint32_t *length,
              uint32_t *error)
{
    USHORT Bytes = (USHORT)(characters * sizeof(WCHAR));
    INI_SDDL_CALL Call = {
        .Text = {Bytes, Bytes, (PWCH)text}, .Descriptor = descriptor, .Length = length};
    NTSTATUS Status = InipCallKernel(InipReadSddl, &Call);

    if (error != NULL) {
        *error = Call.Position;
    }
    return Status;
}

static NTSTATUS
InipWriteSddl(PVOID Context)
{
    INI_SDDL_CALL *Call = Context;
    ULONG Room = *Call->Length;
    UNICODE_STRING Text;
    NTSTATUS Status =
        SeConvertSecurityDescriptorString(Call->Descriptor,
                                          OWNER_SECURITY_INFORMATION | GROUP_SECURITY_INFORMATION |
                                              DACL_SECURITY_INFORMATION | SACL_SECURITY_INFORMATION,
                                          &Text);

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    *Call->Length = Text.Length / sizeof(WCHAR) + 1;
    if (*Call->Length <= Room) {
        RtlCopyMemory(Call->Text.Buffer, Text.Buffer, *Call->Length * sizeof(WCHAR));
    } else {
        Status = STATUS_BUFFER_TOO_SMALL;
    }
    ExFreeOwn(Text.Buffer);
    return Status;
}

NTSTATUS
sim_write_sddl(const void *descriptor, WCHAR *text, uint32_t *characters)
{
    INI_SDDL_CALL Call = {
        .Text = {0, 0, text}, .Descriptor = (PVOID)descriptor, .Length = characters};

    return InipCallKernel(InipWriteSddl, &Call);
}

bool
sim_is_device_sddl(const WCHAR *text)
{
    UNICODE_STRING Text;

    RtlInitUnicodeString(&Text, text);
    return SeIsDeviceSddl(&Text);
}
