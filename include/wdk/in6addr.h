/*
 * wdk/in6addr.h - an IPv6 address
 */
#ifndef _IN6ADDR_H_
#define _IN6ADDR_H_

#include "ntdef.h"

/* In network byte order */
typedef struct in6_addr {
    union {
        UCHAR Byte[16];
        USHORT Word[8];
    } u;
} IN6_ADDR, *PIN6_ADDR;
#define s6_addr  u.Byte
#define s6_bytes u.Byte
#define s6_words u.Word

#endif
