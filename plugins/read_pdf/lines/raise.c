/* SPDX-License-Identifier: GPL-2.0-or-later
 * Superscripts and subscripts: characters of a line that are smaller than the most of it and stand off its baseline, or as
 * large but in the same look and far off. Baselines are guessed from boxes, whose depth below it is the font's own, so
 * that different fonts are not compared as finely as one font with itself. */
#include "lines/lines.h"

#include <math.h>

float pdf_glyph_base(const pdf_glyph *glyph) {
    return glyph->v1 - 0.2f * (glyph->v1 - glyph->v0);
}

/* A glyph of the size that takes more than half of the width, if there is one (Boyer and Moore's vote). */
const pdf_glyph *pdf_main_glyph(const pdf_glyph *glyphs, uint32_t count) {
    const pdf_glyph *lead = glyphs;
    float votes = 0;
    uint32_t same = 0;
    while (same < count && glyphs[same].em == lead->em)
        same++;
    for (uint32_t i = 0; i < count && same < count; i++) {
        float width = glyphs[i].u1 - glyphs[i].u0;
        width = width > 0.1f ? width : 0.1f;
        bool alike = glyphs[i].em == lead->em || fabsf(glyphs[i].em - lead->em) <= 0.1f * lead->em;
        if (!alike && votes < width)
            lead = &glyphs[i];
        votes = alike ? votes + width : fabsf(votes - width);
    }
    return lead;
}

static int8_t raise_of(const pdf_page *page, const pdf_glyph *glyph, const pdf_glyph *main) {
    if (glyph->v0 == main->v0 && glyph->v1 == main->v1)
        return 0;
    float rise = (pdf_glyph_base(main) - pdf_glyph_base(glyph)) / main->em;
    bool small = glyph->em < 0.9f * main->em;
    bool same = page->chars[glyph->pick].look == page->chars[main->pick].look;
    if (!small && !same)
        return 0;
    if (rise > (small ? 0.17f : 0.25f))
        return 1;
    return rise < (small ? -0.1f : -0.25f) ? -1 : 0;
}

void pdf_mark_raised(const pdf_page *page, pdf_glyph *glyphs, uint32_t count) {
    const pdf_glyph *main = pdf_main_glyph(glyphs, count);
    float em = main->em;
    for (uint32_t i = 0; i < count; i++)
        if (glyphs[i].em >= 0.9f * em) {
            main = &glyphs[i];
            break;
        }
    for (uint32_t i = 0; i < count; i++) {
        glyphs[i].raised = glyphs[i].script == PDF_MARK ? 0 : raise_of(page, &glyphs[i], main);
        if (!glyphs[i].raised && glyphs[i].em >= 0.9f * em && glyphs[i].script != PDF_MARK)
            main = &glyphs[i];
    }
}
