/* The keys that rules and settings of the layer `dates` may have. */
#include "dates/plan.h"

const char *const gl_date_type_names[] = {"DATE", "TIME", "DURATION", "SET", NULL};

const char *const gl_dates_field_names[] = {"century", "decade", "year",    "short-year", "half",
                                            "quarter", "month",  "week",    "weekend",    "day",
                                            "weekday", "nth",    "easter",  "hour",       "minute",
                                            "second",  "zone",   "nth-day", NULL};
const char *const gl_dates_code_names[] = {"season", "part", "half-day", "era", NULL};

static const char *const decide_names[] = {"mark", "ignore", NULL};
static const char *const from_names[] = {"reference", "last", NULL};
static const char *const resolved_names[] = {"later", "earlier", NULL};
const char *const gl_dates_domain_names[] = {"news", "narrative", "colloquial", NULL};
static const char *const point_names[] = {"begin", "end", NULL};
static const char *const side_names[] = {"before", "after", NULL};
static const char *const choice_names[] = {
    "next",        "last",          "same", "next-or-today", "latest-or-today", "nearest",
    "rather-next", "rather-latest", NULL};

static const struct gl_key offset_keys[] = {
    {.name = "count",
     .type = GL_KEY_TEXT,
     .required = true,
     .help = "how many units; negative: back"},
    {.name = "unit", .type = GL_KEY_TEXT, .required = true, .help = "D, W, M, Y, ... or a group"},
    {.name = "grain", .type = GL_KEY_TEXT, .help = "unit whose grain the result has, or `anchor`"},
    {.name = NULL}};

static const struct gl_key more_duration_keys[] = {
    {.name = "count", .type = GL_KEY_TEXT, .required = true, .help = "how many units"},
    {.name = "unit", .type = GL_KEY_TEXT, .required = true, .help = "D, W, M, Y, ... or a group"},
    {.name = NULL}};

static const struct gl_key duration_keys[] = {
    {.name = "count", .type = GL_KEY_TEXT, .required = true, .help = "how many units; X: unknown"},
    {.name = "unit", .type = GL_KEY_TEXT, .required = true, .help = "D, W, M, Y, ... or a group"},
    {.name = "and", .type = GL_KEY_MAP, .keys = more_duration_keys, .help = "a second count"},
    {.name = NULL}};

static const struct gl_key value_keys[] = {
    {.name = "literal", .type = GL_KEY_TEXT, .help = "the value as TIMEX3 writes it"},
    {.name = "offset", .type = GL_KEY_MAP, .keys = offset_keys, .help = "steps from the anchor"},
    {.name = "duration", .type = GL_KEY_MAP, .keys = duration_keys, .help = "a length of time"},
    {.name = "from", .type = GL_KEY_CHOICE, .choices = from_names, .help = "the anchor"},
    {.name = "century", .type = GL_KEY_TEXT, .help = "its first two digits: 19"},
    {.name = "decade", .type = GL_KEY_TEXT, .help = "its first three digits: 199"},
    {.name = "year", .type = GL_KEY_TEXT, .help = "the year"},
    {.name = "short-year", .type = GL_KEY_TEXT, .help = "its last two digits"},
    {.name = "era", .type = GL_KEY_TEXT, .help = "BC: the year counts back"},
    {.name = "half", .type = GL_KEY_TEXT, .help = "1 or 2"},
    {.name = "quarter", .type = GL_KEY_TEXT, .help = "1 to 4"},
    {.name = "season", .type = GL_KEY_TEXT, .help = "SP, SU, FA or WI"},
    {.name = "month", .type = GL_KEY_TEXT, .help = "1 to 12"},
    {.name = "week", .type = GL_KEY_TEXT, .help = "ISO week"},
    {.name = "weekend", .type = GL_KEY_TEXT, .help = "1: the weekend of that week"},
    {.name = "day", .type = GL_KEY_TEXT, .help = "day of the month"},
    {.name = "weekday", .type = GL_KEY_TEXT, .help = "1 to 7, Monday first"},
    {.name = "nth", .type = GL_KEY_TEXT, .help = "which weekday of the month; -1: the last"},
    {.name = "easter", .type = GL_KEY_TEXT, .help = "days after Easter Sunday"},
    {.name = "part", .type = GL_KEY_TEXT, .help = "MO, MI, AF, EV, NI or DT"},
    {.name = "hour", .type = GL_KEY_TEXT, .help = "0 to 24"},
    {.name = "half-day", .type = GL_KEY_TEXT, .help = "am or pm"},
    {.name = "minute", .type = GL_KEY_TEXT, .help = "0 to 59"},
    {.name = "second", .type = GL_KEY_TEXT, .help = "0 to 60"},
    {.name = "zone", .type = GL_KEY_TEXT, .help = "minutes east of UTC"},
    {.name = "nth-day", .type = GL_KEY_TEXT, .help = "the document's day counted from some start"},
    {.name = NULL}};

static const struct gl_key direction_keys[] = {
    GL_CONDITION_KEYS,
    {.name = "last-before",
     .type = GL_KEY_PATTERN,
     .help = "looked for before the mark, the nearest counts"},
    {.name = "endings",
     .type = GL_KEY_TEXT,
     .help = "list of word endings that last-before looks for as well"},
    {.name = "starts",
     .type = GL_KEY_TEXTS,
     .help = "with endings: lists with whose words last-before begins"},
    {.name = "first-after",
     .type = GL_KEY_PATTERN,
     .help = "looked for behind the mark, the nearest counts"},
    {.name = "choose",
     .type = GL_KEY_TEXT,
     .help = "next, last, same, ... or a group with such values"},
    {.name = "otherwise",
     .type = GL_KEY_CHOICE,
     .choices = choice_names,
     .help = "when choose says nothing"},
    {.name = "from", .type = GL_KEY_CHOICE, .choices = from_names, .help = "the anchor"},
    {.name = "domain",
     .type = GL_KEY_TEXTS,
     .help = "news, narrative, colloquial: texts for which the line stands"},
    {.name = NULL}};

static const struct gl_key told_keys[] = {GL_CONDITION_KEYS, {.name = NULL}};

static const struct gl_key point_keys[] = {{.name = "gap",
                                            .type = GL_KEY_PATTERN,
                                            .required = true,
                                            .help = "what stands between duration and date"},
                                           {.name = "point",
                                            .type = GL_KEY_CHOICE,
                                            .choices = point_names,
                                            .required = true,
                                            .help = "begin or end"},
                                           {.name = NULL}};

static const struct gl_key also_keys[] = {
    {.name = "mark", .type = GL_KEY_TEXT, .required = true, .help = "group to mark"},
    {.name = "type", .type = GL_KEY_CHOICE, .choices = gl_date_type_names, .help = "TIMEX3 type"},
    {.name = "value",
     .type = GL_KEY_MAP,
     .keys = value_keys,
     .required = true,
     .help = "its value"},
    {.name = "mod", .type = GL_KEY_TEXT, .help = "START, END, APPROX, ... or a group"},
    {.name = "quant", .type = GL_KEY_TEXT, .help = "EVERY, EACH, ... or a group"},
    {.name = "freq", .type = GL_KEY_TEXT, .help = "2X, ... or groups"},
    {.name = NULL}};

static const struct gl_key join_keys[] = {
    {.name = "side",
     .type = GL_KEY_CHOICE,
     .choices = side_names,
     .required = true,
     .help = "where the other mark stands"},
    {.name = "gap", .type = GL_KEY_PATTERN, .help = "what stands between; blanks are skipped"},
    {.name = "types", .type = GL_KEY_TEXTS, .help = "types that it may have"},
    {.name = "grains", .type = GL_KEY_TEXTS, .help = "units whose grain it may have"},
    {.name = NULL}};

const struct gl_key gl_dates_rule_keys[] = {
    {.name = "decide",
     .type = GL_KEY_CHOICE,
     .choices = decide_names,
     .help = "ignore: this is no date"},
    {.name = "mark", .type = GL_KEY_TEXT, .help = "group to mark; otherwise the whole match"},
    {.name = "type", .type = GL_KEY_CHOICE, .choices = gl_date_type_names, .help = "TIMEX3 type"},
    {.name = "value", .type = GL_KEY_MAP, .keys = value_keys, .help = "its value"},
    {.name = "mod", .type = GL_KEY_TEXT, .help = "START, END, APPROX, ... or a group"},
    {.name = "quant", .type = GL_KEY_TEXT, .help = "EVERY, EACH, ... or a group"},
    {.name = "freq", .type = GL_KEY_TEXT, .help = "2X, ... or groups"},
    {.name = "resolved",
     .type = GL_KEY_CHOICE,
     .choices = resolved_names,
     .help = "the date that a duration comes to, from the date last mentioned"},
    {.name = "also",
     .type = GL_KEY_LIST,
     .keys = also_keys,
     .help = "further marks inside the match"},
    {.name = "direction",
     .type = GL_KEY_LIST,
     .keys = direction_keys,
     .help = "which of the dates that fit"},
    {.name = "joins",
     .type = GL_KEY_MAP,
     .keys = join_keys,
     .help = "the mark beside it becomes part of it"},
    {.name = "domain",
     .type = GL_KEY_TEXTS,
     .help = "news, narrative, colloquial: texts in which the rule holds"},
    {.name = NULL}};

const struct gl_key gl_dates_settings_keys[] = {
    {.name = "decimal", .type = GL_KEY_TEXT, .help = "mark of decimals: . or ,"},
    {.name = "year-pivot",
     .type = GL_KEY_NUMBER,
     .help = "two-digit years below it are of the 2000s"},
    {.name = "direction",
     .type = GL_KEY_LIST,
     .keys = direction_keys,
     .help = "for rules without one"},
    {.name = "direction-first",
     .type = GL_KEY_LIST,
     .keys = direction_keys,
     .help = "tried before the lines of each rule"},
    {.name = "document-date",
     .type = GL_KEY_LIST,
     .keys = told_keys,
     .help = "where a day is the document's own"},
    {.name = "points",
     .type = GL_KEY_LIST,
     .keys = point_keys,
     .help = "what stands between a duration and the date where it begins or ends"},
    {.name = "message-length",
     .type = GL_KEY_NUMBER,
     .help = "a text up to so many bytes that holds the part <message-mark> is colloquial"},
    {.name = NULL}};
