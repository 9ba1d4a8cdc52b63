/* Plans: rules of the layer `dates` as the engine reads them, made once when a rule set is bound.
 *
 * docs/rules-dates.md says what each key means. Everything here is read-only afterwards and shared
 * by threads. */
#ifndef GALLEY_DATES_PLAN_H
#define GALLEY_DATES_PLAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "dates/moment.h"
#include "dates/operand.h"
#include "dates/timex.h"
#include "rules/conditions.h"
#include "rules/ruleset.h"
#include "rules/schema.h"

/* Parts of a value that are numbers, coarse to fine. */
enum gl_field {
    GL_FIELD_CENTURY,
    GL_FIELD_DECADE,
    GL_FIELD_YEAR,
    GL_FIELD_SHORT_YEAR, /* two digits, see the setting year-pivot */
    GL_FIELD_HALF,
    GL_FIELD_QUARTER,
    GL_FIELD_MONTH,
    GL_FIELD_WEEK,
    GL_FIELD_WEEKEND,
    GL_FIELD_DAY,
    GL_FIELD_WEEKDAY,
    GL_FIELD_NTH,    /* with weekday: the nth one of the month */
    GL_FIELD_EASTER, /* days after Easter Sunday */
    GL_FIELD_HOUR,
    GL_FIELD_MINUTE,
    GL_FIELD_SECOND,
    GL_FIELD_ZONE,    /* minutes east of UTC */
    GL_FIELD_NTH_DAY, /* no part of the value: the document's day is the nth since some start */
    GL_FIELD_COUNT
};

/* Parts of a value that are codes. */
enum gl_code {
    GL_CODE_SEASON,   /* SP SU FA WI */
    GL_CODE_PART,     /* MO MI AF EV NI DT */
    GL_CODE_HALF_DAY, /* am pm */
    GL_CODE_ERA,      /* BC */
    GL_CODE_COUNT
};

enum gl_date_type { GL_TYPE_NONE, GL_TYPE_DATE, GL_TYPE_TIME, GL_TYPE_DURATION, GL_TYPE_SET };
/* "DATE", ...; ends with NULL, in the order of the enum from GL_TYPE_DATE. */
extern const char *const gl_date_type_names[];

/* What kind of text it is: which rules hold, and what dates are counted from. */
enum gl_domain { GL_DOMAIN_NEWS, GL_DOMAIN_NARRATIVE, GL_DOMAIN_COLLOQUIAL };

/* What a value is counted from, and what gives its missing larger parts. */
enum gl_from { GL_FROM_REFERENCE, GL_FROM_LAST };

/* Which of the dates that fit. */
enum gl_choice {
    GL_CHOOSE_NONE,
    GL_CHOOSE_NEXT,            /* the first one behind the anchor */
    GL_CHOOSE_LAST,            /* the last one before it */
    GL_CHOOSE_SAME,            /* the one of its week, month or year */
    GL_CHOOSE_NEXT_OR_TODAY,   /* the first one that is not over */
    GL_CHOOSE_LATEST_OR_TODAY, /* the last one that has begun */
    GL_CHOOSE_NEAREST,
    // As the two -OR-TODAY, unless that is most of a year away and the other one near.
    GL_CHOOSE_RATHER_NEXT,
    GL_CHOOSE_RATHER_LATEST
};

struct gl_offset_plan {
    bool given;
    struct gl_sum count;
    struct gl_template unit;
    enum gl_grain grain; /* of the result; GL_GRAIN_NONE: that of the unit */
    bool anchor_grain;   /* of the result: that of the anchor */
};

struct gl_count_plan {
    struct gl_sum count;
    struct gl_template unit;
};

/* A value as the rule declares it. */
struct gl_value_plan {
    struct gl_sum fields[GL_FIELD_COUNT];
    struct gl_template codes[GL_CODE_COUNT];
    struct gl_template literal; /* a value in TIMEX3, or a reference such as PRESENT_REF */
    struct gl_offset_plan offset;
    struct gl_count_plan duration[GL_DURATION_PARTS];
    size_t duration_count;
    enum gl_from from;
};

/* One mark that a rule sets. */
struct gl_mark_plan {
    const char *group; /* whose span is marked; NULL: the whole match */
    enum gl_date_type type;
    struct gl_value_plan value;
    bool has_value;
    struct gl_template mod;
    struct gl_template quant;
    struct gl_template freq;
    int resolves; /* a duration counts from the date last mentioned: 1 on, -1 back; 0: no */
};

/* One line of `direction`. */
struct gl_direction_plan {
    const struct gl_node *conditions; /* NULL: none */
    unsigned domains;                 /* bit set of enum gl_domain; 0: all */
    struct gl_sought last_before;     /* its pattern GL_NO_PATTERN: none */
    uint32_t first_after;
    enum gl_region region;
    struct gl_template choose;
    enum gl_choice otherwise;
    enum gl_from from;
    bool has_from;
};

struct gl_direction {
    const struct gl_direction_plan *lines;
    size_t count;
};

/* How a rule takes in the mark beside its match. */
enum gl_side { GL_SIDE_NONE, GL_SIDE_BEFORE, GL_SIDE_AFTER };
struct gl_join_plan {
    enum gl_side side;
    uint32_t gap;    /* pattern of what may stand between, or GL_NO_PATTERN: blanks */
    unsigned types;  /* bit set of enum gl_date_type; 0: all */
    unsigned grains; /* bit set of enum gl_grain; 0: all */
};

enum { GL_MARKS_AT_ONCE = 4 }; /* marks of one rule at the most */
struct gl_plan {
    const struct gl_rule *rule;
    bool ignore;        /* the match is no date, and what lies in it neither */
    bool conditional;   /* has conditions of its own */
    const char *source; /* its `match` */
    uint32_t twin;      /* number of the first rule with the same `match`, or of this one */
    bool has_twin;      /* another rule has the same `match` */
    unsigned domains;   /* bit set of enum gl_domain in which it holds; 0: all */
    const struct gl_mark_plan *marks;
    size_t mark_count;             /* 0 for ignore */
    struct gl_direction direction; /* its own, else that of the settings */
    struct gl_join_plan join;
};

/* A duration beside a date begins or ends there: "the nine months ended Sept. 30". */
struct gl_point_plan {
    uint32_t gap; /* pattern of what stands between the two */
    bool ends;    /* the duration ends there; else it begins */
};
enum { GL_POINTS = 4 };

/* What bind() makes: plans[number] for each rule, and the settings. */
struct gl_plans {
    const struct gl_plan *plans;
    size_t count;
    char decimal;
    long long year_pivot;       /* two digits below it are of the 2000s */
    struct gl_direction first;  /* lines tried before those of each rule */
    const struct gl_node *told; /* list of conditions; a day where one of its items holds
                                   tells the document's date. NULL: none */
    struct gl_point_plan points[GL_POINTS];
    size_t point_count;
    uint32_t message;      /* part that shows a text to be a message; GL_NO_PATTERN */
    size_t message_length; /* bytes; longer texts are no messages */
};

/* Compiles one rule. Memory from `arena`. On GALLEY_BAD_RULES `error` has the place. */
enum galley_status gl_plan_compile(const struct gl_ruleset *set, const struct gl_rule *rule,
                                   struct gl_arena *arena, struct gl_plan *plan,
                                   struct galley_error *error);

/* Compiles a list (or single map) of direction lines. */
enum galley_status gl_direction_compile(const struct gl_ruleset *set, const struct gl_node *list,
                                        const char *file, struct gl_arena *arena,
                                        struct gl_direction *made, struct galley_error *error);

/* Domains named in `list` (a text or a list of texts, may be NULL) as a bit set of enum gl_domain.
 * GALLEY_BAD_RULES when one is unknown. */
enum galley_status gl_domains_compile(const struct gl_ruleset *set, const struct gl_node *list,
                                      const char *file, unsigned *domains,
                                      struct galley_error *error);

/* "next", "latest-or-today", ... */
const char *gl_choice_name(enum gl_choice choice);
/* GL_CHOOSE_NONE for an unknown or empty word. */
enum gl_choice gl_choice_of(struct gl_text word);

/* The schema's tables, and its two functions. */
extern const struct gl_key gl_dates_rule_keys[];
extern const struct gl_key gl_dates_settings_keys[];
extern const char *const gl_dates_field_names[]; /* in the order of enum gl_field, then NULL */
extern const char *const gl_dates_code_names[];
extern const char *const gl_dates_domain_names[]; /* in the order of enum gl_domain, then NULL */
enum galley_status gl_dates_check(const struct gl_ruleset *set, const struct gl_rule *rule,
                                  struct galley_error *error);
void *gl_dates_bind(const struct gl_ruleset *set, struct gl_arena *arena);

#endif
