/* Baseline: ICU's sentence iterator over a text in memory, nothing else timed.
 *
 * usage: icu-sentences FILE   prints the bytes of UTF-8, the sentences and the seconds of the
 * iteration alone */
#define _POSIX_C_SOURCE 200809L
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unicode/ubrk.h>
#include <unicode/ustring.h>

static char *whole_file(const char *path, long *length)
{
    FILE *file = fopen(path, "rb");
    if (!file || fseek(file, 0, SEEK_END) != 0 || (*length = ftell(file)) < 0) {
        return NULL;
    }
    rewind(file);
    char *bytes = malloc((size_t)*length + 1);
    if (bytes && fread(bytes, 1, (size_t)*length, file) != (size_t)*length) {
        free(bytes);
        bytes = NULL;
    }
    fclose(file);
    return bytes;
}

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

int main(int count, char **arguments)
{
    long length = 0;
    char *bytes = count == 2 ? whole_file(arguments[1], &length) : NULL;
    UChar *text = bytes ? malloc(((size_t)length + 1) * sizeof *text) : NULL;
    int32_t units = 0;
    UErrorCode error = U_ZERO_ERROR;
    if (!text || length > INT32_MAX) {
        fprintf(stderr, "icu-sentences: cannot read the file\n");
        return 2;
    }
    u_strFromUTF8WithSub(text, (int32_t)length + 1, &units, bytes, (int32_t)length, 0xFFFD, NULL,
                         &error);
    UBreakIterator *iterator = ubrk_open(UBRK_SENTENCE, "en", text, units, &error);
    if (U_FAILURE(error)) {
        fprintf(stderr, "icu-sentences: %s\n", u_errorName(error));
        return 2;
    }
    double start = now();
    long sentences = 0;
    while (ubrk_next(iterator) != UBRK_DONE) {
        sentences++;
    }
    printf("%ld %ld %.6f\n", length, sentences, now() - start);
    ubrk_close(iterator);
    free(text);
    free(bytes);
    return 0;
}
