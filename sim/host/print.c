/*
 * host/print.c - text for the terminal
 *
 * Everything that libsim says leaves here, on standard error. Pieces of a line are kept until the
 * line is complete, so that what drivers print piecemeal is not torn by what tests print.
 */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "host.h"

static struct {
    char text[4096];
    size_t length;
} print;

static void
print_flush(void)
{
    size_t done = 0;

    while (done < print.length) {
        ssize_t n = write(STDERR_FILENO, print.text + done, print.length - done);

        if (n < 0 && errno != EINTR && errno != EAGAIN) {
            break;
        }
        done += n > 0 ? (size_t)n : 0;
    }
    print.length = 0;
}

__attribute__((destructor)) static void
print_end(void)
{
    print_flush();
}

void
hw_print(const char *text, size_t length)
{
    while (length > 0) {
        size_t room = sizeof print.text - print.length;
        size_t n = length < room ? length : room;

        memcpy(print.text + print.length, text, n);
        print.length += n;
        text += n;
        length -= n;
        if (print.length == sizeof print.text || memchr(text - n, '\n', n) != NULL) {
            print_flush();
        }
    }
}
