#include "sentences/evidence.h"

const char *const gl_field_names[GL_FIELD_COUNT] = {
    [GL_FIELD_MARK] = "mark",   [GL_FIELD_WORD] = "word",
    [GL_FIELD_SHAPE] = "shape", [GL_FIELD_CLOSED] = "closed",
    [GL_FIELD_GAP] = "gap",     [GL_FIELD_OPENS] = "opens",
    [GL_FIELD_NEXT] = "next",   [GL_FIELD_NEXT_WORD] = "next-word",
    [GL_FIELD_THEN] = "then",   [GL_FIELD_INSIDE] = "inside",
    [GL_FIELD_LINE] = "line",   [GL_FIELD_ENTRY] = "entry",
};

// The order is that of the bits in evidence.h.
static const char *const mark_names[] = {
    "weak",    "strong", "ellipsis", "full",     "colon", "semicolon", "comma", "dash", "bullet",
    "bracket", "quote",  "single",   "emphasis", "other", "none",      "line",  "face", NULL};
static const char *const shape_names[] = {
    "initial", "letter",   "initials", "capitals", "capitalised", "lower",
    "upper",   "caseless", "digits",   "number",   "mixed",       "short",
    "none",    "roman",    "apart",    "small",    NULL};
static const char *const gap_names[] = {"none", "blank", "line", NULL};
static const char *const line_names[] = {"full", "short", "long", "none", NULL};
static const char *const entry_names[] = {"next", "none", NULL};

const char *const *gl_field_values(enum gl_field field)
{
    switch (field) {
    case GL_FIELD_MARK:
    case GL_FIELD_CLOSED:
    case GL_FIELD_OPENS:
    case GL_FIELD_THEN:
    case GL_FIELD_INSIDE:
        return mark_names;
    case GL_FIELD_SHAPE:
    case GL_FIELD_NEXT:
        return shape_names;
    case GL_FIELD_GAP:
        return gap_names;
    case GL_FIELD_LINE:
        return line_names;
    case GL_FIELD_ENTRY:
        return entry_names;
    case GL_FIELD_WORD:
    case GL_FIELD_NEXT_WORD:
    case GL_FIELD_COUNT:
        break;
    }
    return NULL;
}
