/* Tool: a command that is no filter: its options, help, messages and output file. */
#ifndef GALLEY_APP_TOOL_H
#define GALLEY_APP_TOOL_H

#include <stdbool.h>

#include "app/help.h"
#include "app/request.h"
#include "app/status.h"
#include "base/arena.h"
#include "stream/sink.h"

/* Zero it, then set `help` and what follows it; the rest belongs to these functions. */
struct gl_tool {
    struct gl_help help; /* `common` is filled here */
    struct gl_status status;
    struct gl_request request; /* its defaults; the tool's own rows may point here */
    struct gl_option basic[GL_REQUEST_OPTIONS];
    struct gl_arena arena;
    struct gl_texts files;
    struct gl_sink *sink;
};

/* Sets the defaults; the tool's own table is made after it. */
void gl_tool_init(struct gl_tool *tool);

/* Reads the options; answers -h, --help and --version. False when there is nothing more to do. */
bool gl_tool_begin(struct gl_tool *tool, int argc, char **argv);

/* Opens the output: `path`, or standard output when NULL. False after a message. */
bool gl_tool_open(struct gl_tool *tool, const char *path);

/* False, after a message, when the output can take no more. */
bool gl_tool_writes(struct gl_tool *tool);

/* Says that memory is out. */
void gl_tool_no_memory(struct gl_tool *tool);

/* Puts the output into its place when the status allows, frees everything, and gives the exit
 * status. */
int gl_tool_end(struct gl_tool *tool);

#endif
