/* Marks: from quotation marks to quotations.
 *
 * Marks are found by a byte scan and paired by paragraph, on a stack of open ones, so that an error
 * never reaches past its paragraph. Which marks open and close is the language's list; a mark that
 * can do both (straight ones, “ in German) is judged by what stands around it, in the manner of
 * typographers' "smart quotes": after white space or an opening mark it opens, after a word it
 * closes. What is nested belongs to the outer one. */
#ifndef GALLEY_QUOTES_MARKS_H
#define GALLEY_QUOTES_MARKS_H

#include "quotes/work.h"

/* Appends the quotations of work->text to work->found, in order; true unless memory is out. */
bool gl_quotes_pair(struct gl_quotes_work *work);

#endif
