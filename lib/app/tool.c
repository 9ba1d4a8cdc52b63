#include "app/tool.h"

#include <errno.h>
#include <string.h>

#include "app/signals.h"

void gl_tool_init(struct gl_tool *tool)
{
    gl_signals_fill_descriptors();
    tool->status.command = tool->help.name;
    gl_request_init_basic(&tool->request, tool->basic);
    for (struct gl_option *row = tool->basic; row->name; row++) {
        if (strcmp(row->name, "version") == 0) {
            row->help = "print the version"; // there are no rules to name
        }
    }
    tool->help.common = tool->basic;
    tool->help.shared = "Options of all commands";
}

static void print_version(struct gl_tool *tool)
{
    struct gl_buffer text = {0};
    gl_buffer_printf(&text, "%s (galley) %s\n", tool->help.name, galley_version());
    gl_status_print(&tool->status, &text);
    gl_buffer_release(&text);
}

bool gl_tool_begin(struct gl_tool *tool, int argc, char **argv)
{
    struct galley_error error;
    const struct gl_option *const tables[] = {tool->help.own, tool->basic, NULL};
    enum galley_status status =
        gl_options_parse(tables, argc, argv, &tool->arena, &tool->files, &error);
    int action = tool->request.action;
    if (status == GALLEY_BAD_USAGE) {
        gl_status_usage(&tool->status, &error);
    } else if (status != GALLEY_OK) {
        gl_status_fail(&tool->status, &error);
    } else if (action == GL_ACTION_HELP || action == GL_ACTION_BRIEF_HELP) {
        gl_help_print(&tool->help, action == GL_ACTION_BRIEF_HELP, &tool->status);
    } else if (action == GL_ACTION_VERSION) {
        print_version(tool);
    }
    return status == GALLEY_OK && action == GL_ACTION_RUN;
}

bool gl_tool_open(struct gl_tool *tool, const char *path)
{
    struct galley_error error;
    if (gl_sink_open(path, &tool->sink, &error) != GALLEY_OK) {
        gl_status_fail(&tool->status, &error);
        return false;
    }
    gl_signals_guard(gl_sink_temporary(tool->sink));
    return true;
}

bool gl_tool_writes(struct gl_tool *tool)
{
    struct galley_error error;
    if (gl_sink_status(tool->sink, &error) == GALLEY_OK) {
        return true;
    }
    gl_status_fail(&tool->status, &error);
    if (gl_sink_errno(tool->sink) == EPIPE) {
        gl_status_raise(&tool->status, GL_EXIT_PIPE);
    }
    return false;
}

void gl_tool_no_memory(struct gl_tool *tool)
{
    struct galley_error error;
    gl_error_set(&error, GALLEY_NO_MEMORY, NULL, 0, 0, "out of memory");
    gl_status_fail(&tool->status, &error);
}

int gl_tool_end(struct gl_tool *tool)
{
    struct galley_error error;
    if (tool->sink && tool->status.exit_status < GL_EXIT_COULD_NOT &&
        gl_sink_commit(tool->sink, &error) != GALLEY_OK) {
        gl_status_fail(&tool->status, &error);
    }
    gl_sink_free(tool->sink);
    gl_signals_release();
    gl_arena_release(&tool->arena);
    return tool->status.exit_status;
}
