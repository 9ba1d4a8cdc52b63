/* From a reading to a mark: steps from an anchor, parts put in, missing parts completed, the value
 * written. */
#include <string.h>

#include "dates/complete.h"
#include "dates/run.h"

/* ---- anchors */

/* True when `moment` is known as finely as steps of `unit` need. */
static bool fine_enough(const struct gl_moment *moment, enum gl_time_unit unit)
{
    struct gl_moment held;
    long first;
    long last;

    if (moment->grain == GL_GRAIN_NONE || moment->year == GL_UNKNOWN) {
        return false;
    }
    held = gl_moment_at(moment, gl_unit_grain(unit));
    return gl_moment_days(&held, &first, &last);
}

/* The anchor for steps of `unit`: the date last mentioned when that is asked for and fine enough,
 * else the document's date. */
static struct gl_moment anchor_for(const struct gl_dates_run *run, enum gl_from from,
                                   enum gl_time_unit unit, const char **name)
{
    // A story without a date of its own tells its days from those it has named.
    bool told = run->domain == GL_DOMAIN_NARRATIVE && run->reference->moment.grain == GL_GRAIN_NONE;

    if ((from == GL_FROM_LAST || told) && fine_enough(&run->last, unit)) {
        *name = "last";
        return run->last;
    }
    if (run->reference->moment.grain != GL_GRAIN_NONE) {
        *name = "reference_date";
        return run->reference->moment;
    }
    return gl_moment_none();
}

/* ---- parts */

static int field_or(const struct gl_reading *reading, enum gl_field field, int otherwise)
{
    return gl_reading_has(reading, field) ? reading->field[field] : otherwise;
}

static bool put_year(const struct gl_dates_run *run, const struct gl_reading *reading,
                     struct gl_moment *moment)
{
    int year = GL_UNKNOWN;

    if (gl_reading_has(reading, GL_FIELD_CENTURY)) {
        year = reading->field[GL_FIELD_CENTURY] * 100;
    } else if (gl_reading_has(reading, GL_FIELD_DECADE)) {
        year = reading->field[GL_FIELD_DECADE] * 10;
    } else if (gl_reading_has(reading, GL_FIELD_YEAR)) {
        year = reading->field[GL_FIELD_YEAR];
    } else if (gl_reading_has(reading, GL_FIELD_SHORT_YEAR)) {
        int two = reading->field[GL_FIELD_SHORT_YEAR];
        if (two < 0 || two > 99) {
            return false;
        }
        year = two + (two < run->plans->year_pivot ? 2000 : 1900);
    }
    if (year != GL_UNKNOWN) {
        if (year < 0 || year > 9999) {
            return false;
        }
        moment->year = reading->before_christ ? 1 - year : year;
    }
    return true;
}

static void finer(struct gl_moment *moment, enum gl_grain grain)
{
    if (grain > moment->grain) {
        moment->grain = grain;
    }
}

static bool put_clock(const struct gl_reading *reading, struct gl_moment *moment)
{
    if (reading->part != 0) {
        moment->part = reading->part;
        finer(moment, GL_GRAIN_PART);
    }
    if (!gl_reading_has(reading, GL_FIELD_HOUR)) {
        return true;
    }
    moment->hour = reading->field[GL_FIELD_HOUR];
    if (reading->afternoon || reading->morning) {
        if (moment->hour < 1 || (moment->hour > 12 && reading->morning)) {
            return false;
        }
        moment->hour += reading->afternoon && moment->hour < 12 ? 12 : 0;
        moment->hour -= reading->morning && moment->hour == 12 ? 12 : 0;
    }
    moment->minute = field_or(reading, GL_FIELD_MINUTE, GL_UNKNOWN);
    moment->second = field_or(reading, GL_FIELD_SECOND, GL_UNKNOWN);
    moment->zone = field_or(reading, GL_FIELD_ZONE, GL_UNKNOWN);
    moment->part = GL_UNKNOWN;
    finer(moment, moment->second != GL_UNKNOWN   ? GL_GRAIN_SECOND
                  : moment->minute != GL_UNKNOWN ? GL_GRAIN_MINUTE
                                                 : GL_GRAIN_HOUR);
    return true;
}

static void put_piece(const struct gl_reading *reading, struct gl_moment *moment)
{
    static const struct {
        enum gl_field field;
        enum gl_grain grain;
    } pieces[] = {{GL_FIELD_HALF, GL_GRAIN_HALF}, {GL_FIELD_QUARTER, GL_GRAIN_QUARTER}};

    for (size_t i = 0; i < sizeof(pieces) / sizeof(pieces[0]); i++) {
        if (gl_reading_has(reading, pieces[i].field)) {
            moment->piece = reading->field[pieces[i].field];
            finer(moment, pieces[i].grain);
        }
    }
    if (reading->season != 0) {
        moment->piece = reading->season;
        finer(moment, GL_GRAIN_SEASON);
    }
}

/* Puts the date's parts in. A part finer than what is there makes the moment finer. */
static void put_date(const struct gl_reading *reading, struct gl_open_moment *open)
{
    struct gl_moment *moment = &open->moment;

    if (gl_reading_has(reading, GL_FIELD_MONTH)) {
        moment->month = reading->field[GL_FIELD_MONTH];
        finer(moment, GL_GRAIN_MONTH);
    }
    if (gl_reading_has(reading, GL_FIELD_WEEK)) {
        moment->week = reading->field[GL_FIELD_WEEK];
        finer(moment, GL_GRAIN_WEEK);
    }
    if (gl_reading_has(reading, GL_FIELD_WEEKEND)) {
        finer(moment, GL_GRAIN_WEEKEND);
    }
    if (gl_reading_has(reading, GL_FIELD_DAY)) {
        moment->day = reading->field[GL_FIELD_DAY];
        finer(moment, GL_GRAIN_DAY);
    }
    if (gl_reading_has(reading, GL_FIELD_WEEKDAY)) {
        moment->weekday = reading->field[GL_FIELD_WEEKDAY];
        finer(moment, GL_GRAIN_DAY);
    }
    open->nth = field_or(reading, GL_FIELD_NTH, GL_UNKNOWN);
    open->easter = field_or(reading, GL_FIELD_EASTER, GL_UNKNOWN);
    if (open->easter != GL_UNKNOWN) {
        finer(moment, GL_GRAIN_DAY);
    }
}

static bool put_parts(const struct gl_dates_run *run, const struct gl_reading *reading,
                      struct gl_open_moment *open)
{
    struct gl_moment *moment = &open->moment;

    if (!put_year(run, reading, moment)) {
        return false;
    }
    if (gl_reading_has(reading, GL_FIELD_CENTURY)) {
        finer(moment, GL_GRAIN_CENTURY);
    } else if (gl_reading_has(reading, GL_FIELD_DECADE)) {
        finer(moment, GL_GRAIN_DECADE);
    } else if (moment->year != GL_UNKNOWN && (gl_reading_has(reading, GL_FIELD_YEAR) ||
                                              gl_reading_has(reading, GL_FIELD_SHORT_YEAR))) {
        finer(moment, GL_GRAIN_YEAR);
    }
    put_piece(reading, moment);
    put_date(reading, open);
    return put_clock(reading, moment);
}

/* ---- resolving */

/* Where the moment starts: the mark taken in, or steps from the anchor, or nothing. */
static bool start_moment(const struct gl_dates_run *run, const struct gl_value_plan *plan,
                         const struct gl_reading *reading, const struct gl_date_mark *base,
                         struct gl_moment *moment, const char **anchor)
{
    enum gl_grain grain;

    *moment = base != NULL ? base->moment : gl_moment_none();
    if (!reading->has_offset) {
        return true;
    }
    if (base == NULL) {
        *moment = anchor_for(run, plan->from, reading->offset_unit, anchor);
    }
    grain = plan->offset.anchor_grain ? moment->grain : plan->offset.grain;
    if (grain == GL_GRAIN_NONE) {
        grain = gl_unit_grain(reading->offset_unit);
    }
    if (!gl_moment_shift(moment, reading->offset_unit, reading->offset)) {
        return false;
    }
    *moment = gl_moment_at(moment, grain);
    return true;
}

/* Completes against the anchor that the rule or its direction asks for, or leaves the larger parts
 * unknown. */
static bool complete(struct gl_dates_run *run, const struct gl_plan *plan, enum gl_from from,
                     struct gl_open_moment *open, struct gl_date_mark *mark)
{
    enum gl_cycle cycle = gl_cycle_of(open);
    struct gl_decision decision;

    if (cycle == GL_CYCLE_NONE) {
        return true;
    }
    if (run->reference->moment.grain == GL_GRAIN_NONE && run->last.grain == GL_GRAIN_NONE &&
        run->reference->copyright_year == GL_UNKNOWN && !run->wants_clues) {
        return true;
    }
    decision = gl_dates_direction(run, &plan->direction, mark->span, from);
    mark->choice = decision.choice;
    mark->evidence = decision.evidence;
    if (decision.from == GL_FROM_LAST && gl_cycle_anchored(cycle, &run->last)) {
        mark->anchor = "last";
        return gl_moment_complete(open, cycle, &run->last, decision.choice);
    }
    if (gl_cycle_anchored(cycle, &run->reference->moment)) {
        mark->anchor = "reference_date";
        return gl_moment_complete(open, cycle, &run->reference->moment, decision.choice);
    }
    // A year from a copyright line is good for a month and day, and for nothing else.
    if (run->reference->copyright_year != GL_UNKNOWN && open->moment.month != GL_UNKNOWN &&
        open->moment.day != GL_UNKNOWN && run->reference->moment.grain == GL_GRAIN_NONE) {
        mark->anchor = "copyright_year";
        open->moment.year = run->reference->copyright_year;
    }
    return true;
}

static bool resolve_moment(struct gl_dates_run *run, const struct gl_plan *plan,
                           const struct gl_mark_plan *mark_plan, const struct gl_reading *reading,
                           const struct gl_date_mark *base, struct gl_date_mark *mark)
{
    struct gl_open_moment open = {gl_moment_none(), GL_UNKNOWN, GL_UNKNOWN};

    mark->anchor = base != NULL ? base->anchor : NULL;
    if (!start_moment(run, &mark_plan->value, reading, base, &open.moment, &mark->anchor) ||
        !put_parts(run, reading, &open) || open.moment.grain == GL_GRAIN_NONE ||
        !gl_moment_valid(&open.moment) || !gl_moment_fix(&open)) {
        return false;
    }
    if (mark_plan->type != GL_TYPE_SET &&
        !complete(run, plan, mark_plan->value.from, &open, mark)) {
        return false;
    }
    mark->moment = open.moment;
    return gl_moment_valid(&open.moment);
}

/* The value as text in the arena. */
static struct gl_text keep(struct gl_dates_run *run, const char *value)
{
    size_t length = strlen(value);
    char *kept = gl_arena_copy(run->arena, value, length);

    run->failed = run->failed || kept == NULL;
    return (struct gl_text){kept != NULL ? kept : "", kept != NULL ? length : 0};
}

static enum gl_date_type usual_type(const struct gl_date_mark *mark,
                                    const struct gl_date_mark *base)
{
    if (mark->moment.grain == GL_GRAIN_NONE) {
        return base != NULL ? base->type : GL_TYPE_DATE;
    }
    if (base != NULL && base->type == GL_TYPE_SET) {
        return GL_TYPE_SET;
    }
    return mark->moment.grain >= GL_GRAIN_PART ? GL_TYPE_TIME : GL_TYPE_DATE;
}

/* The date to which a duration comes, counted from the date last mentioned, else from the
 * document's. Without either there is none. */
static void resolve_end(struct gl_dates_run *run, const struct gl_mark_plan *mark_plan,
                        const struct gl_duration *duration, struct gl_date_mark *mark)
{
    const struct gl_amount_of *finest = &duration->parts[duration->count - 1];
    struct gl_moment moment;
    char value[GL_TIMEX_SIZE];

    moment = anchor_for(run, GL_FROM_LAST, finest->unit, &mark->anchor);
    for (size_t i = 0; i < duration->count && moment.grain != GL_GRAIN_NONE; i++) {
        if (duration->parts[i].vague ||
            !gl_moment_shift(&moment, duration->parts[i].unit,
                             duration->parts[i].thousandths * mark_plan->resolves)) {
            moment = gl_moment_none();
        }
    }
    moment = gl_moment_at(&moment, gl_unit_grain(finest->unit));
    if (moment.grain != GL_GRAIN_NONE && moment.year != GL_UNKNOWN && gl_moment_valid(&moment)) {
        gl_timex_moment(&moment, value);
        mark->resolved = keep(run, value);
    } else {
        mark->anchor = NULL;
    }
}

static bool resolve_value(struct gl_dates_run *run, const struct gl_plan *plan,
                          const struct gl_mark_plan *mark_plan, const struct gl_reading *reading,
                          const struct gl_date_mark *base, struct gl_date_mark *mark)
{
    char value[GL_TIMEX_SIZE];

    if (reading->literal.length > 0) {
        mark->value = reading->literal;
    } else if (reading->duration.count > 0) {
        gl_timex_duration(&reading->duration, value);
        mark->value = keep(run, value);
        mark->type = GL_TYPE_DURATION;
        if (mark_plan->resolves != 0) {
            resolve_end(run, mark_plan, &reading->duration, mark);
        }
    } else if (!mark_plan->has_value && base != NULL) {
        mark->moment = base->moment;
        mark->value = base->value;
        mark->anchor = base->anchor;
    } else if (base != NULL && base->moment.grain == GL_GRAIN_NONE) {
        return false;
    } else {
        if (!resolve_moment(run, plan, mark_plan, reading, base, mark)) {
            return false;
        }
        gl_timex_moment(&mark->moment, value);
        mark->value = keep(run, value);
    }
    return true;
}

bool gl_dates_resolve(struct gl_dates_run *run, const struct gl_plan *plan,
                      const struct gl_mark_plan *mark_plan, const struct gl_reading *reading,
                      const struct gl_date_mark *base, struct gl_date_mark *mark)
{
    *mark = (struct gl_date_mark){.span = reading->span,
                                  .moment = gl_moment_none(),
                                  .mod = reading->mod,
                                  .quant = reading->quant,
                                  .freq = reading->freq,
                                  .rule = plan->rule,
                                  .nth_day = field_or(reading, GL_FIELD_NTH_DAY, GL_UNKNOWN)};
    if (!resolve_value(run, plan, mark_plan, reading, base, mark)) {
        return false;
    }
    if (base != NULL) {
        mark->span.start =
            mark->span.start < base->span.start ? mark->span.start : base->span.start;
        mark->span.end = mark->span.end > base->span.end ? mark->span.end : base->span.end;
        mark->mod = mark->mod.length > 0 ? mark->mod : base->mod;
        mark->quant = mark->quant.length > 0 ? mark->quant : base->quant;
        mark->freq = mark->freq.length > 0 ? mark->freq : base->freq;
    }
    if (mark_plan->type != GL_TYPE_NONE) {
        mark->type = mark_plan->type;
    } else if (mark->type == GL_TYPE_NONE) {
        mark->type = usual_type(mark, base);
    }
    return true;
}
