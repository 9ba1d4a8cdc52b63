#include "base/error.h"

#include <string.h>

enum { LONGEST = 64 }; // longer names have no "did you mean"

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Edit distance with transpositions (optimal string alignment), for words up to LONGEST bytes. */
static size_t distance(const char *a, size_t a_length, const char *b, size_t b_length)
{
    size_t rows[3][LONGEST + 1];
    for (size_t j = 0; j <= b_length; j++) {
        rows[0][j] = j;
    }
    for (size_t i = 1; i <= a_length; i++) {
        size_t *row = rows[i % 3];
        const size_t *above = rows[(i - 1) % 3];
        row[0] = i;
        for (size_t j = 1; j <= b_length; j++) {
            row[j] =
                smaller(smaller(above[j], row[j - 1]) + 1, above[j - 1] + (a[i - 1] != b[j - 1]));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                row[j] = smaller(row[j], rows[(i - 2) % 3][j - 2] + 1);
            }
        }
    }
    return rows[a_length % 3][b_length];
}

const char *gl_nearest(const char *word, const char *const *candidates)
{
    size_t length = strlen(word);
    size_t best = length / 3 > 1 ? length / 3 : 1;
    const char *nearest = NULL;
    if (length == 0 || length > LONGEST) {
        return NULL;
    }
    for (; *candidates != NULL; candidates++) {
        size_t other = strlen(*candidates);
        if (other > LONGEST) {
            continue;
        }
        size_t found = distance(word, length, *candidates, other);
        if (found < best || (found == best && nearest == NULL)) {
            best = found;
            nearest = *candidates;
        }
    }
    return nearest;
}
