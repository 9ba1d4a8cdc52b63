/* Check: what check-rules does. Loads rule files and runs the examples of every rule through its
 * stage. */
#ifndef GALLEY_APP_CHECK_H
#define GALLEY_APP_CHECK_H

/* Checks the files and folders named in argv, on top of the built-in rules; without any, the
 * built-in rules. What is wrong goes to standard error, a line each; one line that sums up goes to
 * standard output. The exit status: 0 all is right, 1 an example does not hold or is missing, 2 a
 * rule file cannot be used (or usage, or output). */
int gl_check_run(int argc, char **argv);

#endif
