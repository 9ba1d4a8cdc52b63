#include "app/progress.h"

#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "app/stats.h"

enum { WIDTH = 79, NARROWEST = 20, WIDEST = 160, BAR_MOST = 16 }; // columns

/* "812 B", "45.2 MB": three or four digits and the power of 1000. */
static void write_bytes(struct gl_buffer *out, double bytes)
{
    static const char *const units[] = {"B", "kB", "MB", "GB", "TB"};
    enum { UNITS = sizeof units / sizeof units[0] };
    size_t unit = 0;
    while (bytes >= 999.5 && unit + 1 < UNITS) {
        bytes /= 1000;
        unit++;
    }
    gl_buffer_printf(out, "%.*f %s", unit > 0 && bytes < 99.95 ? 1 : 0, bytes, units[unit]);
}

/* "0:07", "1:02:03" */
static void write_time(struct gl_buffer *out, double seconds)
{
    uint64_t whole = (uint64_t)(seconds + 0.5);
    unsigned hours = (unsigned)(whole / 3600 % 10000);
    unsigned minutes = (unsigned)(whole / 60 % 60);
    if (hours > 0) {
        gl_buffer_printf(out, "%u:%02u:%02u", hours, minutes, (unsigned)(whole % 60));
    } else {
        gl_buffer_printf(out, "%u:%02u", minutes, (unsigned)(whole % 60));
    }
}

static double share_of(const struct gl_progress_state *state)
{
    double share = (double)state->bytes / (double)state->total;
    return share > 1 ? 1 : share; // a file may have grown
}

static void write_bar(struct gl_buffer *out, double share, size_t columns)
{
    size_t full = (size_t)(share * (double)columns);
    gl_buffer_byte(out, '[');
    for (size_t i = 0; i < columns; i++) {
        gl_buffer_byte(out, i < full ? '=' : i == full ? '>' : ' ');
    }
    gl_buffer_text(out, "] ");
}

static void write_figures(struct gl_buffer *out, const struct gl_progress_state *state)
{
    double rate = state->seconds > 0 ? (double)state->bytes / state->seconds : 0;
    if (state->total > 0) {
        gl_buffer_printf(out, "%3.0f %%  ", 100 * share_of(state));
    }
    write_bytes(out, (double)state->bytes);
    if (state->total > 0) {
        gl_buffer_text(out, " of ");
        write_bytes(out, (double)state->total);
    }
    gl_buffer_printf(out, "  %llu document%s  ", (unsigned long long)state->documents,
                     state->documents == 1 ? "" : "s");
    write_bytes(out, rate);
    gl_buffer_text(out, "/s  ");
    if (state->total > 0 && state->bytes > 0) {
        double share = share_of(state);
        write_time(out, state->seconds * (1 - share) / share);
        gl_buffer_text(out, " left");
    } else {
        write_time(out, state->seconds);
    }
}

void gl_progress_line(const struct gl_progress_state *state, size_t width, struct gl_buffer *out)
{
    enum { AROUND_BAR = 3, BAR_LEAST = 5 };
    struct gl_buffer figures = {0};
    write_figures(&figures, state);
    size_t room = width > figures.length ? width - figures.length : 0;
    size_t bar = room > AROUND_BAR ? room - AROUND_BAR : 0;
    if (state->total > 0 && bar >= BAR_LEAST) {
        write_bar(out, share_of(state), bar < BAR_MOST ? bar : BAR_MOST);
    }
    gl_buffer_add(out, figures.bytes, figures.length < width ? figures.length : width);
    out->failed |= figures.failed;
    gl_buffer_release(&figures);
}

static size_t terminal_width(void)
{
    struct winsize size;
    if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col <= NARROWEST) {
        return WIDTH;
    }
    return size.ws_col <= WIDEST ? size.ws_col - 1 : WIDEST; // the last column may break the line
}

static double seconds_since(struct timespec begun)
{
    struct timespec now = gl_stats_clock();
    return (double)(now.tv_sec - begun.tv_sec) + (double)(now.tv_nsec - begun.tv_nsec) / 1e9;
}

static double interval(const struct gl_progress *progress)
{
    return progress->terminal ? 0.1 : 1;
}

void gl_progress_begin(struct gl_progress *progress, enum gl_progress_choice choice, uint64_t total)
{
    bool terminal = isatty(STDERR_FILENO) == 1;
    *progress = (struct gl_progress){
        .on = choice == GL_PROGRESS_ALWAYS || (choice == GL_PROGRESS_AUTO && terminal),
        .terminal = terminal,
        .begun = gl_stats_clock(),
        .state = {.total = total},
    };
    progress->next = interval(progress);
}

static void print_line(struct gl_progress *progress)
{
    struct gl_buffer line = {0};
    if (progress->terminal) {
        gl_buffer_byte(&line, '\r');
        gl_progress_line(&progress->state, terminal_width(), &line);
        size_t columns = line.length - 1;
        for (size_t i = columns; i < progress->shown; i++) {
            gl_buffer_byte(&line, ' ');
        }
        progress->shown = columns > progress->shown ? columns : progress->shown;
    } else {
        gl_progress_line(&progress->state, WIDTH, &line);
        gl_buffer_byte(&line, '\n');
    }
    if (!line.failed) {
        fwrite(line.bytes, 1, line.length, stderr);
    }
    gl_buffer_release(&line);
}

void gl_progress_show(struct gl_progress *progress, uint64_t bytes, uint64_t documents)
{
    if (!progress->on) {
        return;
    }
    progress->state.seconds = seconds_since(progress->begun);
    progress->state.bytes = bytes;
    progress->state.documents = documents;
    if (progress->state.seconds >= progress->next) {
        print_line(progress);
        progress->next = progress->state.seconds + interval(progress);
    }
}

void gl_progress_clear(struct gl_progress *progress)
{
    if (progress && progress->shown > 0) {
        fprintf(stderr, "\r%*s\r", (int)progress->shown, "");
        progress->shown = 0;
    }
}

void gl_progress_end(struct gl_progress *progress)
{
    gl_progress_clear(progress);
    if (progress->on && !progress->terminal) {
        print_line(progress);
    }
    progress->on = false;
}
