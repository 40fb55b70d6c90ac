/* SPDX-License-Identifier: GPL-2.0-or-later
 * Most lists of a page are in order as they come: it costs one look to see it, and a sort costs memory, too. */
#include "pdf.h"

#include <stdlib.h>

void pdf_sort(void *array, size_t count, size_t size, pdf_compare *compare) {
    const char *one = array;
    for (size_t i = 1; i < count; i++, one += size)
        if (compare(one, one + size) > 0) {
            qsort(array, count, size, compare);
            return;
        }
}
