/*
 * tests/package/drivers/dialect/Parts/answer.h - found as PARTS\Answer.h
 */
#pragma once

EXTERN_C LONG Answer(VOID);
