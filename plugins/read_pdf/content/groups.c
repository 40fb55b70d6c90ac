/* SPDX-License-Identifier: GPL-2.0-or-later
 * Whether a group may go on is known where its first piece of text or path begins: it has to stand right behind another one
 * and to set the same. The font is not set there: before the second one shows text, or does what may show some, it has to
 * choose its own. */
#include "content/groups.h"

#include <string.h>

static bool is_space(char c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == '\0';
}

static bool is_blank(const char *at, const char *end) {
    while (at < end && is_space(*at))
        at++;
    return at == end;
}

static void save(pdf_groups *g, bool is_plain, char *to) {
    g->follows = g->closed && is_blank(g->closed + 1, to);
    g->state = is_plain && !g->in_text && !g->clips ? PDF_GROUP_HEAD : PDF_GROUP_NONE;
    g->begin = to;
    g->head = to + 1;
    g->has_font = g->has_other_font = false;
}

static void restore(pdf_groups *g, bool is_plain, char *to) {
    bool is_whole = g->last == PDF_OP_END || g->last == PDF_OP_PAINT || g->last == PDF_OP_FILL;
    bool is_group = g->state == PDF_GROUP_BODY && is_plain && is_whole && !g->in_text;
    g->closed = is_group ? to : NULL;
    g->closed_begin = g->begin;
    g->closed_head = g->head;
    g->closed_has_font = g->has_font || g->has_other_font;
    g->state = PDF_GROUP_NONE;
}

/* Text or a path begins. */
static void enter(pdf_groups *g, char *to, pdf_cut *cut) {
    size_t length = (size_t)(g->head - g->begin);
    g->state = PDF_GROUP_BODY;
    if (!g->follows || (size_t)(g->closed_head - g->closed_begin) != length ||
        memcmp(g->closed_begin, g->begin, length) != 0)
        return;
    *cut = (pdf_cut){g->closed, g->head};
    while (cut->up_to < to && is_space(*cut->up_to))
        cut->up_to++;
    g->begin = g->closed_begin;
    g->head = g->closed_head;
    g->has_other_font = g->closed_has_font;
}

static bool is_body(pdf_operator which) {
    return which == PDF_OP_BEGIN || which == PDF_OP_END || which == PDF_OP_MOVE ||
           which == PDF_OP_PLACE || which == PDF_OP_FONT || which == PDF_OP_SHOW ||
           which == PDF_OP_PATH || which == PDF_OP_RECTANGLE || which == PDF_OP_PAINT ||
           which == PDF_OP_FILL;
}

static bool go_on(pdf_groups *g, pdf_operator which, size_t length, char *to, pdf_cut *cut) {
    bool body = is_body(which);
    if (which == PDF_OP_SETS && g->state == PDF_GROUP_HEAD) {
        g->head = to + length;
        return true;
    }
    if (body && g->state == PDF_GROUP_HEAD)
        enter(g, to, cut);
    g->has_font |= which == PDF_OP_FONT;
    if (body && (which != PDF_OP_SHOW || g->has_font))
        return true;
    g->state = PDF_GROUP_NONE;
    return g->has_font || !g->has_other_font;
}

bool pdf_groups_note(pdf_groups *g, pdf_operator which, size_t length, bool has_operands, char *to,
                     pdf_cut *cut) {
    bool fine = true;
    *cut = (pdf_cut){NULL, NULL};
    if (which == PDF_OP_SAVE) {
        fine = g->state != PDF_GROUP_BODY || g->has_font || !g->has_other_font;
        save(g, !has_operands, to);
    } else if (which == PDF_OP_RESTORE)
        restore(g, !has_operands, to);
    else if (g->state != PDF_GROUP_NONE)
        fine = go_on(g, which, length, to, cut);
    g->in_text = which == PDF_OP_BEGIN || (g->in_text && which != PDF_OP_END);
    g->clips |= which == PDF_OP_RENDERING;
    g->last = which;
    return fine;
}
