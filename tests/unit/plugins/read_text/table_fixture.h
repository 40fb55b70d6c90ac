/* Drives one table recogniser over a text, the way the walk does, and shows what it built as text: `table 2 [7500]`
 * with its columns and confidence, then a line a row, cells as `row,column,row span x column span:text`, shortened
 * where they follow each other plainly: `a|b`. Other lines are shown as `- line`. */
#ifndef TABLE_FIXTURE_H
#define TABLE_FIXTURE_H

#include "recorder.h"
#include "text.h"

/* Lent until the next call. */
const char *tables_in(text_recognise *recognise, const char *text);
const char *tables_in_bytes(text_recognise *recognise, const char *text, size_t length);

/* How many cells it built, for large inputs; checks every origin on the way. */
uint32_t cells_in(text_recognise *recognise, const char *text, size_t length);

/* The same with the n-th request for memory failing: whether the job failed cleanly. */
int fails_cleanly(text_recognise *recognise, const char *text, uint32_t scratch);

void fixture_done(void);

#endif
