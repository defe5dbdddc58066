/*
 * src/ex/poolheader.c - finding a block in its page
 */
#include "exi.h"

EXP_UNCHECKED PEXP_HEADER
ExpWalkPage(const VOID *Address)
{
    PEXP_HEADER Page = (PEXP_HEADER)((ULONG_PTR)Address & ~(ULONG_PTR)(PAGE_SIZE - 1));
    PEXP_HEADER Header = Page;
    ULONG Previous = 0;

    while (Header != NULL && Header->BlockSize != 0 && Header->PreviousSize == Previous &&
           Header + Header->BlockSize <= Page + EXP_PAGE_UNITS) {
        if ((PUCHAR)Address < (PUCHAR)(Header + Header->BlockSize)) {
            return Header;
        }
        Previous = Header->BlockSize;
        Header = ExpNextInPage(Header);
    }
    return NULL;
}
