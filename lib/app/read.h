/* Read: what read-documents does. */
#ifndef GALLEY_APP_READ_H
#define GALLEY_APP_READ_H

/* Writes the documents of the archives, folders and files named in argv as JSON Lines. The exit
 * status is that of the filters: 0 done, 1 some records were bad, 2 could not. */
int gl_read_run(int argc, char **argv);

#endif
