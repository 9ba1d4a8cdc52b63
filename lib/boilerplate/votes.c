#include "boilerplate/votes.h"

#include <string.h>

enum { MOST_WEIGHT = 32000 };

/* A decimal number with at most one point, in thousandths; *text moves behind it. False when none
 * stands there. */
static bool read_number(const char **text, int32_t *thousandths)
{
    const char *at = *text;
    bool minus = *at == '-', any = false;
    int32_t number = 0, digits = -1;
    at += minus || *at == '+';
    for (; (*at >= '0' && *at <= '9') || (*at == '.' && digits < 0); at++) {
        if (*at == '.') {
            digits = 0;
        } else if (digits < 3 && number <= MOST_WEIGHT) {
            number = number * 10 + (*at - '0');
            digits += digits >= 0;
            any = true;
        }
    }
    for (digits = digits < 0 ? 0 : digits; digits < 3 && number <= 1000 * MOST_WEIGHT; digits++) {
        number *= 10;
    }
    *thousandths = minus ? -number : number;
    *text = at;
    return any && number <= MOST_WEIGHT * (int32_t)1000;
}

static const char *skip_blanks(const char *text)
{
    return text + strspn(text, " ");
}

/* Reads `value weight, value weight, ...` into weight[]; NULL, or what is wrong. */
static const char *read_ballot(const char *text, int16_t weight[GL_EVIDENCE_VALUES])
{
    int32_t from, least = 0, units;
    while (*text != '\0') {
        text = skip_blanks(text);
        if (!read_number(&text, &from) || from % 1000 != 0 || from < least ||
            from >= GL_EVIDENCE_VALUES * 1000) {
            return "values must be whole numbers from 0 to 255, rising";
        }
        least = from + 1000;
        text = skip_blanks(text);
        if (!read_number(&text, &units) || units > MOST_WEIGHT || units < -MOST_WEIGHT) {
            return "a weight from -32 to 32 must stand behind each value";
        }
        for (size_t i = (size_t)from / 1000; i < GL_EVIDENCE_VALUES; i++) {
            weight[i] = (int16_t)units;
        }
        text = skip_blanks(text);
        if (*text != '\0' && *text++ != ',') {
            return "pairs of value and weight are parted by commas";
        }
    }
    return NULL;
}

static int find_evidence(const char *name)
{
    for (int i = 0; i < GL_EVIDENCES; i++) {
        if (strcmp(gl_evidence_names[i], name) == 0) {
            return i;
        }
    }
    return -1;
}

static const struct gl_node *first_of(const struct gl_ruleset *set, const char *name)
{
    const struct gl_node *map = gl_ruleset_setting(set, name);
    return map == NULL ? NULL : gl_node_first(set, map);
}

bool gl_votes_bind(const struct gl_ruleset *set, const char *name, struct gl_arena *arena,
                   struct gl_round *round)
{
    const struct gl_node *first = first_of(set, name);
    size_t count = 0;
    for (const struct gl_node *node = first; node != NULL; node = gl_node_next(set, node)) {
        count++;
    }
    *round = (struct gl_round){.ballots = gl_arena_zeros(arena, count, sizeof *round->ballots)};
    if (round->ballots == NULL) {
        return false;
    }
    for (const struct gl_node *node = first; node != NULL; node = gl_node_next(set, node)) {
        struct gl_ballot *ballot = &round->ballots[round->count];
        int evidence = find_evidence(gl_node_key(set, node));
        if (evidence >= 0 && read_ballot(gl_node_text(set, node), ballot->weight) == NULL) {
            ballot->evidence = (uint8_t)evidence;
            round->count++;
        }
    }
    return true;
}

const struct gl_node *gl_votes_check(const struct gl_ruleset *set, const char *name,
                                     const char **wrong)
{
    int16_t weight[GL_EVIDENCE_VALUES];
    const struct gl_node *node = first_of(set, name);
    for (; node != NULL; node = gl_node_next(set, node)) {
        *wrong = find_evidence(gl_node_key(set, node)) < 0
                     ? "no evidence has this name"
                     : read_ballot(gl_node_text(set, node), weight);
        if (*wrong != NULL) {
            return node;
        }
    }
    return NULL;
}
