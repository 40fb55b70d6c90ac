/* Sorted tables of code points that become others. */
#ifndef TEXT_FOLDS_H
#define TEXT_FOLDS_H

#include <stddef.h>
#include <stdint.h>

typedef struct form_fold {
    uint16_t first, last;
    int32_t becomes; /* all of them */
} form_fold;

/* The entry that holds the point; NULL: none does. */
static inline const form_fold *form_find_fold(const form_fold *folds, size_t count, int32_t point) {
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (point > folds[middle].last)
            low = middle + 1;
        else
            high = middle;
    }
    return low < count && point >= folds[low].first ? &folds[low] : NULL;
}

#endif
