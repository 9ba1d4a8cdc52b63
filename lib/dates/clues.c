#include "dates/clues.h"

static bool known(int part)
{
    return part != GL_UNKNOWN;
}

/* False for marks that say nothing of the document's day. */
static bool kind_of(const struct gl_date_mark *mark, enum gl_clue_kind *kind)
{
    const struct gl_moment *moment = &mark->moment;
    bool day = known(moment->month) && known(moment->day);

    if (known(mark->nth_day)) {
        *kind = GL_CLUE_NTH_DAY;
        return mark->nth_day > 1;
    }
    if (mark->type != GL_TYPE_DATE && mark->type != GL_TYPE_TIME) {
        return false;
    }
    if (known(moment->year)) {
        *kind = day ? GL_CLUE_DATE : GL_CLUE_YEAR;
        return mark->anchor == NULL &&
               (day || moment->grain == GL_GRAIN_YEAR || moment->grain == GL_GRAIN_MONTH);
    }
    *kind = day ? GL_CLUE_DAY : GL_CLUE_WEEKDAY;
    return day || (known(moment->weekday) && !known(moment->month) && !known(moment->week) &&
                   !known(moment->day));
}

static void take(void *context, const struct gl_date_mark *mark)
{
    struct gl_clues *clues = context;
    enum gl_clue_kind kind;

    clues->marks++;
    if (!kind_of(mark, &kind)) {
        return;
    }
    clues->dates += kind == GL_CLUE_DATE;
    if (clues->count < GL_CLUE_LIMIT) {
        clues->items[clues->count++] = (struct gl_clue){kind,       mark->moment,  mark->choice,
                                                        mark->span, mark->nth_day, mark->tells};
    }
}

enum galley_status gl_clues_collect(const struct gl_stage_input *input, enum gl_domain domain,
                                    size_t length, struct gl_clues *clues)
{
    const struct gl_reference nothing = {.moment = gl_moment_none(), .copyright_year = GL_UNKNOWN};
    const struct gl_dates_taker taker = {take, clues, true};

    clues->count = clues->dates = clues->marks = 0;
    return gl_dates_find(input, &nothing, domain, length, &taker);
}
