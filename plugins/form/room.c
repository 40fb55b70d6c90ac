/* Memory: scratch of the host, which dies with the pass, or what the session keeps. Neither is given back; arrays grow by
 * doubling, so that all that they ever took is at most twice what they hold. */
#include "form.h"

#include <string.h>

void *form_room(const form_context *context, size_t count, size_t size) {
    size_t bytes = 0;
    if (__builtin_mul_overflow(count, size, &bytes))
        bytes = SIZE_MAX / 2; /* the host refuses it and latches */
    return context->keep ? context->keep->room(context->job, bytes)
                         : context->host->scratch(context->job, bytes);
}

/* Scratch is not given back, so arrays of large elements begin small; those of definitions are many, and most hold one to three. */
static uint32_t first_room(const form_context *context, uint32_t stride) {
    if (context->keep != NULL)
        return stride <= 16 ? 4 : 2;
    return stride <= 16 ? 32 : stride <= 128 ? 16 : 4;
}

void *form_push(const form_context *context, form_list *list) {
    if (list->count == list->room) {
        uint32_t larger = list->room ? list->room * 2 : first_room(context, list->stride);
        void *fresh = larger > list->room ? form_room(context, larger, list->stride) : NULL;
        if (fresh == NULL)
            return NULL;
        if (list->count > 0)
            memcpy(fresh, list->at, (size_t)list->count * list->stride);
        list->at = fresh;
        list->room = larger;
    }
    return (char *)list->at + (size_t)list->count++ * list->stride;
}

int form_reserve(const form_context *context, form_list *list, uint32_t count) {
    if (list->room >= count)
        return 1;
    void *fresh = form_room(context, count, list->stride);
    if (fresh == NULL)
        return 0;
    if (list->count > 0)
        memcpy(fresh, list->at, (size_t)list->count * list->stride);
    list->at = fresh;
    list->room = count;
    return 1;
}

uint32_t form_first_at(const form_list *list, size_t member, uint32_t least) {
    uint32_t low = 0, high = list->count, number;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        memcpy(&number, (const char *)list->at + (size_t)middle * list->stride + member,
               sizeof number);
        if (number < least)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

sheaf_str form_join(const form_context *context, const sheaf_str *parts, uint32_t count,
                    sheaf_str joiner) {
    size_t length = 0, at = 0;
    for (uint32_t i = 0; i < count; i++)
        length += parts[i].len + (i > 0 ? joiner.len : 0);
    char *out = form_room(context, length + 1, 1);
    if (out == NULL)
        return (sheaf_str){NULL, 0};
    for (uint32_t i = 0; i < count; i++) {
        if (i > 0 && joiner.len > 0)
            memcpy(out + at, joiner.ptr, joiner.len);
        at += i > 0 ? joiner.len : 0;
        if (parts[i].len > 0)
            memcpy(out + at, parts[i].ptr, parts[i].len);
        at += parts[i].len;
    }
    return (sheaf_str){out, length};
}

static uint64_t mix(uint64_t hash, uint64_t word) {
    hash = (hash ^ word) * UINT64_C(0xFF51AFD7ED558CCD);
    return hash ^ hash >> 32;
}

/* Eight bytes at a time, of which the last may have been taken before. */
uint32_t form_hash(sheaf_str text, uint32_t seed) {
    uint64_t hash = seed ^ UINT64_C(0x9E3779B97F4A7C15), word = 0;
    size_t at = 0;
    for (; text.len - at > sizeof word; at += sizeof word) {
        memcpy(&word, text.ptr + at, sizeof word);
        hash = mix(hash, word);
    }
    if (text.len >= sizeof word)
        memcpy(&word, text.ptr + text.len - sizeof word, sizeof word);
    for (size_t i = 0; text.len < sizeof word && i < text.len; i++)
        word = word << 8 | (unsigned char)text.ptr[i];
    return (uint32_t)mix(hash, word);
}

int form_begins(sheaf_str text, sheaf_str start) {
    return text.len >= start.len && form_same((sheaf_str){text.ptr, start.len}, start);
}

size_t form_begins_any(sheaf_str text, const char *const *signs, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (form_begins(text, (sheaf_str){signs[i], strlen(signs[i])}))
            return strlen(signs[i]);
    return 0;
}

uint32_t form_find(sheaf_str text, sheaf_str part, size_t from) {
    if (part.len == 0 || part.len > text.len || from > text.len - part.len)
        return SHEAF_NONE;
    const char *at = text.ptr + from + part.len - 1, *end = text.ptr + text.len;
    while (at < end) { /* the last byte of an ideograph says most */
        at = memchr(at, part.ptr[part.len - 1], (size_t)(end - at));
        if (at == NULL)
            return SHEAF_NONE;
        if (memcmp(at + 1 - part.len, part.ptr, part.len) == 0)
            return (uint32_t)(at + 1 - part.len - text.ptr);
        at++;
    }
    return SHEAF_NONE;
}

int form_holds(sheaf_str text, sheaf_str part) {
    return part.len == 0 || form_find(text, part, 0) != SHEAF_NONE;
}

int form_order(sheaf_str a, sheaf_str b) {
    size_t common = a.len < b.len ? a.len : b.len;
    int order = common > 0 ? memcmp(a.ptr, b.ptr, common) : 0;
    return order != 0 ? order : (a.len > b.len) - (a.len < b.len);
}
