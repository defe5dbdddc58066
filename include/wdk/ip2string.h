/*
 * wdk/ip2string.h - Internet addresses from text
 */
#ifndef _IP2STRING_H_
#define _IP2STRING_H_

#include "in6addr.h"
#include "inaddr.h"
#include "wdm.h"

#ifdef __cplusplus
extern "C" {
#endif

NTSTATUS NTAPI RtlIpv4StringToAddressW(_In_ PCWSTR S, _In_ BOOLEAN Strict, _Out_ PCWSTR *Terminator,
                                       _Out_ struct in_addr *Addr);
NTSTATUS NTAPI RtlIpv6StringToAddressW(_In_ PCWSTR S, _Out_ PCWSTR *Terminator,
                                       _Out_ struct in6_addr *Addr);

#ifdef __cplusplus
}
#endif

#endif
