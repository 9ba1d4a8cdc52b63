#include "quotes/tokens.h"

#include <string.h>

#include "text/classes.h"
#include "text/utf8.h"
#include "text/words.h"

enum { ASCII_END = 0x80, RIGHT_QUOTE = 0x2019, HYPHEN = 0x2010, NAME_BYTES = 120, SMALL_WORD = 3 };

/* Classes of ASCII: other, space, line end, small letter, capital, digit, joiner. */
enum { O = 0, S = 1, N = 3, L = 4, C = 12, D = 16, J = 32, IN_WORD = L | D };

// clang-format off
static const uint8_t classes[ASCII_END] = {
    O, O, O, O, O, O, O, O, O, S, N, N, N, N, O, O,
    O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O,
    S, O, O, O, O, O, J, J, O, O, O, O, O, J, J, O,
    D, D, D, D, D, D, D, D, D, D, O, O, O, O, O, O,
    O, C, C, C, C, C, C, C, C, C, C, C, C, C, C, C,
    C, C, C, C, C, C, C, C, C, C, C, O, O, O, O, O,
    O, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L,
    L, L, L, L, L, L, L, L, L, L, L, O, O, O, O, O,
};
// clang-format on

/* What a word was made of. */
struct word {
    size_t end;
    size_t joint;      /* where the first joiner stands, 0: there is none */
    size_t last_joint; /* and the last one */
    size_t length;     /* characters */
    bool small;        /* holds a small letter */
    bool digit;
};

/* Length of the word character at `at`, 0 when another stands there; tells `word` of it. */
static size_t word_character(struct gl_text text, size_t at, struct word *word)
{
    unsigned char byte = (unsigned char)text.bytes[at];
    if (byte < ASCII_END) {
        word->small |= classes[byte] == L;
        word->digit |= classes[byte] == D;
        return (classes[byte] & IN_WORD) != 0;
    }
    int32_t code_point;
    size_t length = gl_utf8_decode(text, at, &code_point);
    if (!gl_is_word(code_point)) {
        return 0;
    }
    word->small |= gl_is_lower(code_point);
    return length;
}

/* Length of the joiner at `at` that goes on with the word behind it, 0 when there is none. A full
 * stop joins single letters (U.S) and digits (3.5) only. */
static size_t joiner_at(struct gl_text text, size_t at, const struct word *word, size_t start)
{
    unsigned char byte = (unsigned char)text.bytes[at];
    size_t length = 1;
    if (byte < ASCII_END ? classes[byte] != J : byte != 0xE2) {
        return 0;
    }
    if (byte == 0xE2) {
        int32_t code_point;
        length = gl_utf8_decode(text, at, &code_point);
        if (code_point != RIGHT_QUOTE && code_point != HYPHEN) {
            return 0;
        }
    }
    struct word next = {0};
    if (at + length >= text.length || word_character(text, at + length, &next) == 0) {
        return 0;
    }
    if (byte == '.') {
        size_t from = word->last_joint > 0 ? word->last_joint + 1 : start;
        return next.digit == word->digit && (word->digit || at - from == 1) ? 1 : 0;
    }
    return length;
}

/* Passes the letters and digits of ASCII at word->end. */
static void pass_ascii(struct gl_text text, struct word *word)
{
    size_t at = word->end;
    unsigned seen = 0;
    while (at < text.length) {
        unsigned char byte = (unsigned char)text.bytes[at];
        if (byte >= ASCII_END || (classes[byte] & IN_WORD) == 0) {
            break;
        }
        seen |= 1u << classes[byte];
        at++;
    }
    word->small |= (seen & 1u << L) != 0;
    word->digit |= (seen & 1u << D) != 0;
    word->length += at - word->end;
    word->end = at;
}

static struct word read_word(struct gl_text text, size_t start)
{
    struct word word = {.end = start};
    for (;;) {
        pass_ascii(text, &word);
        if (word.end == text.length) {
            break;
        }
        unsigned char byte = (unsigned char)text.bytes[word.end];
        size_t length = byte < ASCII_END ? 0 : word_character(text, word.end, &word);
        if (length == 0 && word.length > 0) {
            length = joiner_at(text, word.end, &word, start);
            if (length > 0) {
                word.joint = word.joint == 0 ? word.end : word.joint;
                word.last_joint = word.end;
            }
        }
        if (length == 0) {
            break;
        }
        word.end += length;
        word.length++;
    }
    return word;
}

static bool is_in(const struct gl_wordbook *wordbook, struct gl_text text, size_t from, size_t to,
                  uint64_t lists)
{
    uint32_t word = gl_wordbook_find(wordbook, text.bytes + from, to - from, text.length - from);
    return (wordbook->lexemes[word].lists & lists) != 0;
}

/* Cuts an elision off in front, or an enclitic off behind. */
static void cut_word(const struct gl_wordbook *wordbook, struct gl_text text, size_t start,
                     struct word *word)
{
    size_t behind = word->joint + (text.bytes[word->joint] == (char)0xE2 ? 3 : 1);
    if (wordbook->elisions != 0 && is_in(wordbook, text, start, behind, wordbook->elisions)) {
        word->end = behind;
        return;
    }
    if ((wordbook->enclitics | wordbook->detached) == 0) {
        return;
    }
    for (size_t at = word->joint; at < word->end; at++) {
        char byte = text.bytes[at];
        if (((byte == '-' || byte == '\'' || byte == (char)0xE2) &&
             is_in(wordbook, text, at, word->end, wordbook->enclitics)) ||
            (byte == '-' && is_in(wordbook, text, at + 1, word->end, wordbook->detached))) {
            word->end = at;
            return;
        }
    }
}

/* An enclitic begins with its joiner: the whole of it at `at`, 0 when there is none. */
static size_t enclitic_at(const struct gl_wordbook *wordbook, struct gl_text text, size_t at)
{
    struct word word = {.length = 1, .last_joint = at > 0 ? at - 1 : 0};
    unsigned char byte = (unsigned char)text.bytes[at];
    if (byte != '\'' && byte != '-' && byte != 0xE2) {
        return 0;
    }
    size_t length = wordbook->enclitics == 0 || at == 0 ? 0 : joiner_at(text, at, &word, at);
    if (length == 0) {
        return 0;
    }
    word = read_word(text, at + length);
    return is_in(wordbook, text, at, word.end, wordbook->enclitics) ? word.end : 0;
}

/* The token at `at`, where no white space stands: its end, and in *word its making (length 0: a
 * mark). */
static size_t read_token(const struct gl_wordbook *wordbook, struct gl_text text, size_t at,
                         bool glued, struct word *word)
{
    size_t end = glued ? enclitic_at(wordbook, text, at) : 0;
    *word = (struct word){.length = 1, .small = true};
    if (end > 0) {
        return end;
    }
    *word = read_word(text, at);
    if (word->length > 0) {
        if (word->joint > 0) {
            cut_word(wordbook, text, at, word);
        }
        return word->end;
    }
    int32_t code_point;
    return at + gl_utf8_decode(text, at, &code_point);
}

/* Passes white space from `at`; *line is set when it holds a line end. */
static size_t pass_space(struct gl_text text, size_t at, bool *line)
{
    while (at < text.length) {
        unsigned char byte = (unsigned char)text.bytes[at];
        size_t length = 1;
        if (byte < ASCII_END) {
            if ((classes[byte] & S) == 0) {
                break;
            }
            *line |= classes[byte] == N;
        } else {
            int32_t code_point;
            length = gl_utf8_decode(text, at, &code_point);
            if (!gl_is_space(code_point)) {
                break;
            }
            *line |= gl_is_line_end(code_point);
        }
        at += length;
    }
    return at;
}

bool gl_token_after(const struct gl_wordbook *wordbook, struct gl_text text, size_t at,
                    struct gl_span *token)
{
    bool line = false;
    struct word word;
    size_t start = pass_space(text, at, &line);
    if (start >= text.length) {
        return false;
    }
    *token =
        (struct gl_span){start, read_token(wordbook, text, start, start == at && at > 0, &word)};
    return true;
}

uint64_t gl_mark_bit(struct gl_mark_bits *marks, int32_t code_point)
{
    bool ascii = code_point >= 0 && code_point < ASCII_END;
    if (ascii && marks->ascii[code_point] != 0) {
        return marks->ascii[code_point];
    }
    for (size_t i = 0; i < marks->other_count; i++) {
        if (marks->others[i] == code_point) {
            return marks->other_bits[i];
        }
    }
    if (marks->next == GL_SHAPE_MARKS) {
        return 0;
    }
    uint64_t bit = UINT64_C(1) << (GL_SHAPE_BITS + marks->next++);
    if (ascii) {
        marks->ascii[code_point] = bit;
    } else {
        marks->others[marks->other_count] = code_point;
        marks->other_bits[marks->other_count++] = bit;
    }
    return bit;
}

uint64_t gl_ending_bit(struct gl_mark_bits *marks, struct gl_text ending)
{
    for (size_t i = 0; i < marks->ending_count; i++) {
        if (marks->endings[i].length == ending.length &&
            memcmp(marks->endings[i].bytes, ending.bytes, ending.length) == 0) {
            return marks->ending_bits[i];
        }
    }
    if (marks->next == GL_SHAPE_MARKS) {
        return 0;
    }
    uint64_t bit = UINT64_C(1) << (GL_SHAPE_BITS + marks->next++);
    marks->endings[marks->ending_count] = ending;
    marks->ending_bits[marks->ending_count++] = bit;
    return bit;
}

static uint64_t shape_of_mark(const struct gl_mark_bits *marks, struct gl_text text, size_t at)
{
    unsigned char byte = (unsigned char)text.bytes[at];
    if (byte < ASCII_END) {
        return GL_SHAPE_MARK | marks->ascii[byte];
    }
    int32_t code_point;
    gl_utf8_decode(text, at, &code_point);
    for (size_t i = 0; i < marks->other_count; i++) {
        if (marks->others[i] == code_point) {
            return GL_SHAPE_MARK | marks->other_bits[i];
        }
    }
    return GL_SHAPE_MARK;
}

/* The bits of the endings that the word at [at, end) has. */
static uint64_t endings_of(const struct gl_mark_bits *marks, struct gl_text text, size_t at,
                           size_t end)
{
    uint64_t bits = 0;
    for (size_t i = 0; i < marks->ending_count; i++) {
        struct gl_text ending = marks->endings[i];
        if (end - at > ending.length &&
            memcmp(text.bytes + end - ending.length, ending.bytes, ending.length) == 0) {
            bits |= marks->ending_bits[i];
        }
    }
    return bits;
}

/* An enclitic is no word. */
static uint64_t shape_of_word(const struct gl_mark_bits *marks, struct gl_text text, size_t at,
                              const struct word *word)
{
    unsigned char byte = (unsigned char)text.bytes[at];
    int32_t first = byte;
    if (byte >= ASCII_END) {
        gl_utf8_decode(text, at, &first);
    }
    if (!gl_is_word(first)) {
        return 0;
    }
    uint64_t shape = GL_SHAPE_WORD | endings_of(marks, text, at, word->end);
    if (byte < ASCII_END && classes[byte] == D) {
        shape |= GL_SHAPE_NUMBER;
    } else if (gl_is_upper(first)) {
        shape |= GL_SHAPE_CAPITAL | (word->length == 1 ? GL_SHAPE_INITIAL : 0);
        shape |= word->small || word->length == 1 ? 0 : GL_SHAPE_CAPITALS;
    } else if (gl_is_lower(first)) {
        shape |= GL_SHAPE_SMALL;
    }
    return shape;
}

static void look_up(const struct gl_wordbook *wordbook, struct gl_text text, struct gl_token *token)
{
    token->word = gl_wordbook_find(wordbook, text.bytes + token->start, token->end - token->start,
                                   text.length - token->start);
    if (token->word != GL_NO_WORD) {
        const struct gl_lexeme *lexeme = &wordbook->lexemes[token->word];
        token->lists = lexeme->lists;
        token->lists |= token->shape & GL_SHAPE_CAPITAL ? lexeme->capital_lists : 0;
        token->starts = lexeme->starts;
        token->tails = lexeme->tails;
    }
}

/* A plain word of ASCII at `at`: its end, with *seen the classes in it; 0 when it is not plain. */
static inline size_t plain_word(struct gl_text text, size_t at, unsigned *seen)
{
    *seen = 0;
    while (at < text.length) {
        unsigned char byte = (unsigned char)text.bytes[at];
        if (byte >= ASCII_END || classes[byte] == J) {
            return 0;
        }
        if ((classes[byte] & IN_WORD) == 0) {
            break;
        }
        *seen |= 1u << classes[byte];
        at++;
    }
    return at;
}

/* Reads the token at token->start into *token; `glued`: it may be an enclitic. */
static void read_into(const struct gl_tokenizer *tokenizer, struct gl_text text, bool glued,
                      struct gl_token *token)
{
    struct word word = {.length = 1};
    size_t start = token->start;
    unsigned char byte = (unsigned char)text.bytes[start];
    unsigned seen;
    token->end = 0;
    if (byte < ASCII_END && (classes[byte] & IN_WORD) != 0) {
        token->end = plain_word(text, start, &seen);
        word = (struct word){
            .end = token->end, .length = token->end - start, .small = (seen & 1u << L) != 0};
    }
    if (token->end == 0) {
        token->end = read_token(tokenizer->wordbook, text, start, glued, &word);
    }
    if (word.length > 0) {
        token->shape = shape_of_word(tokenizer->marks, text, start, &word);
        look_up(tokenizer->wordbook, text, token);
    } else {
        token->shape = shape_of_mark(tokenizer->marks, text, start);
    }
}

size_t gl_tokens_of_text(struct gl_tokenizer *tokenizer, struct gl_span span)
{
    struct gl_text text = {tokenizer->text.bytes, span.end};
    size_t at = span.start;
    while (tokenizer->count < tokenizer->most) {
        bool line = at == 0;
        size_t start = pass_space(text, at, &line);
        if (start >= span.end) {
            break;
        }
        struct gl_token *token = &tokenizer->tokens[tokenizer->count++];
        *token = (struct gl_token){.start = start};
        read_into(tokenizer, text, start == at && at > span.start, token);
        token->shape |= (start == at ? GL_SHAPE_GLUED : 0) | (line ? GL_SHAPE_LINE : 0);
        at = token->end;
    }
    return at;
}

/* Is the stretch short, and does every word in it that is longer than SMALL_WORD bytes, and the
 * first, begin with a capital letter or a digit? So are names and titles written. */
static bool is_all_names(struct gl_text text, size_t start, size_t end)
{
    struct gl_text inside = {text.bytes, end};
    struct gl_span word = {start, start};
    if (end - start > NAME_BYTES) {
        return false;
    }
    while (gl_word_after(inside, word.end, end, &word)) {
        int32_t first;
        gl_utf8_decode(inside, word.start, &first);
        bool small_word = word.start > start && gl_span_length(word) <= SMALL_WORD;
        if (gl_is_lower(first) && !small_word) {
            return false;
        }
    }
    return true;
}

/* How a quotation begins and ends, as bits of its token. */
static uint64_t shape_of_quotation(struct gl_text text, const struct gl_quotation *quotation)
{
    size_t start = quotation->span.start + quotation->open_bytes;
    size_t end = quotation->span.end - quotation->close_bytes;
    bool line = false;
    struct gl_text inside = {text.bytes, end};
    start = pass_space(inside, start, &line);
    int32_t first = ' ';
    if (start < end) {
        gl_utf8_decode(text, start, &first);
    }
    while (end > start && (text.bytes[end - 1] == ' ' || text.bytes[end - 1] == '\n')) {
        end--;
    }
    char last = end > start ? text.bytes[end - 1] : ' ';
    uint64_t shape = GL_SHAPE_QUOTE | (gl_is_upper(first) ? GL_SHAPE_OPENS : 0);
    shape |= gl_is_lower(first) ? GL_SHAPE_FRAGMENT : 0;
    shape |= is_all_names(text, start, end) ? GL_SHAPE_NAMES : 0;
    shape |= last == ',' ? GL_SHAPE_COMMA : 0;
    bool ellipsis = end - start >= 3 && memcmp(text.bytes + end - 3, "…", 3) == 0;
    bool stop = last == '.' || last == '!' || last == '?' || ellipsis;
    return shape | (stop ? GL_SHAPE_STOP : 0);
}

void gl_tokens_of_quotation(struct gl_tokenizer *tokenizer, const struct gl_quotation *quotation,
                            size_t index)
{
    if (tokenizer->count == tokenizer->most) {
        return;
    }
    struct gl_text text = tokenizer->text;
    size_t start = quotation->span.start;
    tokenizer->tokens[tokenizer->count++] = (struct gl_token){
        .start = start,
        .end = quotation->span.end,
        .shape = shape_of_quotation(text, quotation) |
                 (start == 0 || text.bytes[start - 1] == '\n' ? GL_SHAPE_LINE : 0),
        .quotation = (uint32_t)index,
    };
}

bool gl_tail_stands(const struct gl_token *tokens, size_t count, size_t first,
                    const struct gl_tail *tail)
{
    for (uint32_t i = 0; i < tail->count; i++) {
        if (first + 1 + i >= count || tokens[first + 1 + i].word != tail->words[i]) {
            return false;
        }
    }
    return true;
}

void gl_tokens_join(struct gl_token *tokens, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (tokens[i].tails == NULL) {
            continue;
        }
        tokens[i].starts = 0;
        for (const struct gl_tail *tail = tokens[i].tails; tail != NULL; tail = tail->next) {
            if (gl_tail_stands(tokens, count, i, tail)) {
                tokens[i].starts |= tail->lists;
                tokens[i + tail->count].ends |= tail->lists;
            }
        }
    }
}
