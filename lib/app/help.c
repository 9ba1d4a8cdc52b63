#include "app/help.h"

#include <stddef.h>
#include <string.h>

enum { HELP_COLUMN = 32, LAST_COLUMN = 96 };

static void write_blanks(struct gl_buffer *out, size_t count)
{
    while (count-- > 0) {
        gl_buffer_byte(out, ' ');
    }
}

/* `text` from HELP_COLUMN on, broken between words. */
static void write_wrapped(struct gl_buffer *out, const char *text)
{
    size_t column = HELP_COLUMN;
    while (*text) {
        size_t word = strcspn(text, " ");
        if (column > HELP_COLUMN && column + 1 + word > LAST_COLUMN) {
            gl_buffer_byte(out, '\n');
            write_blanks(out, HELP_COLUMN);
            column = HELP_COLUMN;
        } else if (column > HELP_COLUMN) {
            gl_buffer_byte(out, ' ');
            column++;
        }
        gl_buffer_add(out, text, word);
        column += word;
        text += word + strspn(text + word, " ");
    }
    gl_buffer_byte(out, '\n');
}

/* "  -o, --output=FILE       write to FILE ..." */
static void write_row(struct gl_buffer *out, const struct gl_option *row)
{
    size_t start = out->length;
    if (row->letter) {
        gl_buffer_printf(out, "  -%c%s", row->letter, row->name[0] ? ", " : "");
    } else {
        gl_buffer_text(out, "      ");
    }
    if (row->name[0]) {
        gl_buffer_printf(out, "--%s", row->name);
    }
    if (row->argument) {
        gl_buffer_printf(out, row->otherwise ? "[=%s]" : "=%s", row->argument);
    }
    size_t width = out->length - start;
    if (width + 2 > HELP_COLUMN) {
        gl_buffer_byte(out, '\n');
        width = 0;
    }
    write_blanks(out, HELP_COLUMN - width);
    write_wrapped(out, row->help);
}

static void write_table(struct gl_buffer *out, const struct gl_option *rows, bool brief,
                        const char *title)
{
    if (!rows || !rows->name) {
        return;
    }
    gl_buffer_printf(out, "\n%s:\n", title);
    for (; rows->name; rows++) {
        if ((rows->brief || !brief) && rows->type != GL_OPTION_ELSEWHERE) {
            write_row(out, rows);
        }
    }
}

/* Lines of `text`, each set in by two blanks. */
static void write_lines(struct gl_buffer *out, const char *title, const char *text)
{
    gl_buffer_printf(out, "\n%s:\n", title);
    while (*text) {
        size_t line = strcspn(text, "\n");
        gl_buffer_text(out, "  ");
        gl_buffer_add(out, text, line);
        gl_buffer_byte(out, '\n');
        text += line + (text[line] == '\n');
    }
}

void gl_help_write(const struct gl_help *help, bool brief, struct gl_buffer *out)
{
    gl_buffer_printf(out, "usage: %s [OPTION...] %s\n", help->name, help->arguments);
    gl_buffer_printf(out, "%s: %s\n", help->name, help->summary);
    if (!brief && help->description) {
        gl_buffer_printf(out, "\n%s", help->description);
    }
    write_table(out, help->own, brief, "Options of this command");
    write_table(out, help->common, brief, help->own ? help->shared : "Options");
    if (brief) {
        gl_buffer_printf(out, "\nMore: %s --help\n", help->name);
        return;
    }
    write_lines(out, "Exit status", help->statuses);
    write_lines(out, "Examples", help->examples);
}

void gl_help_print(const struct gl_help *help, bool brief, struct gl_status *status)
{
    struct gl_buffer text = {0};
    gl_help_write(help, brief, &text);
    gl_status_print(status, &text);
    gl_buffer_release(&text);
}
