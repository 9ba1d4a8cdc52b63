/* annotate: runs a filter of libgalley, or a pipeline of them, over JSON Lines, as a program of
 * your own would.
 *
 *   cc -o annotate annotate.c $(pkg-config --cflags --libs galley)
 *   ./annotate 'split-sentences | find-quotes' < corpus.jsonl */
#include <galley.h>

#include <stdio.h>
#include <stdlib.h>
#include <sys/types.h>

static int annotate(galley_filter *filter, const char *line, size_t length)
{
    struct galley_error error;
    const char *out = NULL;
    size_t out_length = 0;
    if (galley_filter_record(filter, line, length, &out, &out_length, &error) != GALLEY_OK) {
        fprintf(stderr, "line %zu: %s\n", error.line, error.what);
        return 1;
    }
    fwrite(out, 1, out_length, stdout);
    putchar('\n');
    return 0;
}

int main(int argc, char **argv)
{
    galley_filter *filter = NULL;
    struct galley_error error;
    char *line = NULL;
    size_t room = 0;
    ssize_t length;
    int status = 0;
    if (argc < 2) {
        fprintf(stderr, "usage: annotate PIPELINE [RULE-FILE...] < RECORDS\n");
        return 2;
    }
    if (galley_filter_open(argv[1], (const char *const *)argv + 2, (size_t)argc - 2, &filter,
                           &error) != GALLEY_OK) {
        fprintf(stderr, "annotate: %s:%zu:%zu: %s\n", error.file, error.line, error.column,
                error.what);
        return 2;
    }
    while ((length = getline(&line, &room, stdin)) > 0) {
        size_t record = (size_t)length - (line[length - 1] == '\n');
        status |= annotate(filter, line, record);
    }
    free(line);
    galley_filter_free(filter);
    return status;
}
