/* The books: all text of the parts that are walked is counted as it comes from the parser, before anything is known
 * of structure, and what is left out is counted by reason. Their difference is what the document must hold. One
 * account stands for the file (unit 0): notes are counted in their part and may be lost where they are used. */
#include "walk.h"

static const sheaf_str reasons[DOCX_LOSSES] = {
    [DOCX_LOST_INSTRUCTION] = {"field instruction", 17},
    [DOCX_LOST_DELETED] = {"deleted by a tracked change", 27},
    [DOCX_LOST_INSERTED] = {"inserted by a tracked change that was rejected", 46},
    [DOCX_LOST_HIDDEN] = {"hidden text", 11},
    [DOCX_LOST_FALLBACK] = {"alternate content that was not chosen", 37},
    [DOCX_LOST_UNUSED] = {"nothing refers to it", 20},
    [DOCX_LOST_PROPERTY] = {"value of a property, not text", 29},
};

/* Zeros of the decimal digits of Unicode (Nd) that reports use; each is followed by nine more. */
static const uint32_t zeros[] = {0x660, 0x6F0, 0x966, 0x9E6, 0xE50, 0xFF10};

static uint32_t take_character(const unsigned char **at, const unsigned char *end) {
    uint32_t c = *(*at)++;
    uint32_t left = c >= 0xF0 ? 3 : c >= 0xE0 ? 2 : c >= 0xC0 ? 1 : 0;
    c &= left == 3 ? 7u : left == 2 ? 15u : left == 1 ? 31u : 127u;
    for (; left && *at < end && (**at & 0xC0) == 0x80; left--)
        c = c << 6 | (*(*at)++ & 0x3Fu);
    return c;
}

uint32_t docx_take_character(sheaf_str *text) {
    const unsigned char *at = (const unsigned char *)text->ptr;
    const unsigned char *next = at;
    uint32_t c = take_character(&next, at + text->len);
    *text = (sheaf_str){text->ptr + (next - at), text->len - (size_t)(next - at)};
    return c;
}

static int is_space(uint32_t c) {
    return c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 ||
           c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

int docx_is_blank(uint32_t c) {
    return c == ' ' || (c >= '\t' && c <= '\r') || is_space(c);
}

static uint64_t is_digit(uint32_t c) {
    for (size_t i = 0; i < sizeof zeros / sizeof *zeros; i++)
        if (c >= zeros[i] && c < zeros[i] + 10)
            return 1;
    return 0;
}

docx_count docx_count_text(sheaf_str text) {
    const unsigned char *at = (const unsigned char *)text.ptr;
    const unsigned char *end = at + text.len;
    docx_count sum = {0};
    while (at < end) {
        if (*at < 0x80) {
            sum.characters += *at > ' ';
            sum.digits += *at >= '0' && *at <= '9';
            at++;
        } else if (*at >= 0xE4 && *at <= 0xE9 && end - at >= 3) {
            sum.characters++;
            at += 3;
        } else {
            uint32_t c = take_character(&at, end);
            sum.characters += !is_space(c);
            sum.digits += is_digit(c);
        }
    }
    return sum;
}

static void add(docx_count *to, docx_count more) {
    to->characters += more.characters;
    to->digits += more.digits;
}

void docx_account_text(docx_walk *w, sheaf_str text) {
    add(&w->sum, docx_count_text(text));
}

void docx_lose(docx_walk *w, docx_loss reason, sheaf_str text) {
    add(&w->lost[reason], docx_count_text(text));
}

void docx_account_state(docx_walk *w) {
    const sheaf_host *host = w->reader->host;
    host->account(w->reader->job, &(sheaf_account){.size = sizeof(sheaf_account),
                                                   .characters = w->sum.characters,
                                                   .digits = w->sum.digits});
    for (int i = 0; i < DOCX_LOSSES; i++)
        if (w->lost[i].characters)
            host->drop(w->reader->job, &(sheaf_dropped){.size = sizeof(sheaf_dropped),
                                                        .characters = w->lost[i].characters,
                                                        .digits = w->lost[i].digits,
                                                        .reason = reasons[i]});
}
