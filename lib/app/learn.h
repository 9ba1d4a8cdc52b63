/* Learn: what learn-boilerplate does. */
#ifndef GALLEY_APP_LEARN_H
#define GALLEY_APP_LEARN_H

/* Counts the lines of the documents named in argv and writes a table of them, or adds tables up, or
 * lists one. The exit status is that of the filters. */
int gl_learn_run(int argc, char **argv);

#endif
