/* Signals: a program that is ended leaves no half-written file beside the real one. */
#ifndef GALLEY_APP_SIGNALS_H
#define GALLEY_APP_SIGNALS_H

enum { GL_SIGNALS_PATHS = 3 }; /* files that can be guarded at once */

/* Gives closed standard descriptors a place that fails when it is used, so that no file opened
 * later becomes standard input or output by accident. Call it first of all. */
void gl_signals_fill_descriptors(void);

/* From now on a signal that ends the program removes `path` first, and the program still dies by
 * that signal. NULL is ignored. Signals that are ignored stay so. `path` must live until
 * gl_signals_release. */
void gl_signals_guard(const char *path);

/* Nothing is guarded any more: the files are in place, or gone. */
void gl_signals_release(void);

#endif
