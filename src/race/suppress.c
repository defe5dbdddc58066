/*
 * src/race/suppress.c - functions whose races are known and not to be reported
 *
 * SIM_RACE_SUPPRESS in the environment: names of functions, separated by commas or blanks; or, if
 * it begins with a slash, the path of a file with one name a line. A race is not reported if
 * either access is in such a function or was called from it.
 */
#include "racei.h"

#include <string.h>

enum { RACE_LIST = 4096 };

static struct {
    CHAR List[RACE_LIST];
    BOOLEAN Read;
} Race SIM_KEPT;

static VOID
RaceReadList(VOID)
{
    PCSTR Text = HalEnvironment("SIM_RACE_SUPPRESS");
    SIZE_T Length;

    Race.Read = TRUE;
    if (Text == NULL) {
        return;
    }
    if (*Text == '/') {
        Length = HalReadFile(Text, Race.List, RACE_LIST - 1);
    } else {
        Length = strlen(Text);
        Length = Length < RACE_LIST ? Length : RACE_LIST - 1;
        memcpy(Race.List, Text, Length);
    }
    Race.List[Length < RACE_LIST ? Length : 0] = 0;
}

static BOOLEAN
RaceIsInList(PCSTR Name, SIZE_T Length)
{
    static const char Separators[] = ", \t\r\n";

    for (PCSTR Word = Race.List; *Word != 0;) {
        SIZE_T Size = 0;

        while (Word[Size] != 0 && strchr(Separators, Word[Size]) == NULL) {
            Size++;
        }
        if (Size == Length && memcmp(Word, Name, Size) == 0) {
            return TRUE;
        }
        Word += Size + (Word[Size] != 0);
    }
    return FALSE;
}

typedef struct _RACE_QUESTION {
    const HAL_ACCESS *Access;
    BOOLEAN Answer;
} RACE_QUESTION;

static VOID
RaceAskOnHost(PVOID Argument)
{
    RACE_QUESTION *Question = Argument;
    CHAR Text[300];

    for (ULONG i = 0; i < HAL_ACCESS_FRAMES && Question->Access->Frames[i] != NULL; i++) {
        PCSTR End;

        HalDescribe(Question->Access->Frames[i], Text, sizeof Text);
        End = strchr(Text, ' ');
        if (RaceIsInList(Text, End == NULL ? strlen(Text) : (SIZE_T)(End - Text))) {
            Question->Answer = TRUE;
        }
    }
}

BOOLEAN
RaceIsSuppressed(const HAL_ACCESS *Access)
{
    RACE_QUESTION Question = {.Access = Access};

    if (!Race.Read) {
        RaceReadList();
    }
    if (Race.List[0] != 0) {
        HalCallHost(RaceAskOnHost, &Question);
    }
    return Question.Answer;
}
