/* SPDX-License-Identifier: GPL-2.0-or-later
 * Radicals of Chinese dictionaries that stand for ideographs. Fonts have one glyph for both, and programs that ask a font which
 * character a glyph is may be told the radical: `⼈⺠` for `人民`. Nobody sees a difference, and no search finds it. */
#include "source.h"

/* The block of Kangxi radicals is decomposed in the Unicode Character Database; of its supplement these look as their ideographs do
 * (EquivalentUnifiedIdeograph.txt). */
static const uint16_t supplement[][2] = {
    {0x2E9F, 0x6BCD}, {0x2EA0, 0x6C11}, {0x2EC4, 0x897F}, {0x2EC5, 0x89C1}, {0x2EC9, 0x8D1D},
    {0x2ECB, 0x8F66}, {0x2ED1, 0x9577}, {0x2ED3, 0x957F}, {0x2ED4, 0x95E8}, {0x2ED8, 0x9752},
    {0x2ED9, 0x97E6}, {0x2EDA, 0x9875}, {0x2EDB, 0x98CE}, {0x2EDC, 0x98DE}, {0x2EDD, 0x98DF},
    {0x2EE2, 0x9A6C}, {0x2EE3, 0x9AA8}, {0x2EE4, 0x9B3C}, {0x2EE5, 0x9C7C}, {0x2EE6, 0x9E1F},
    {0x2EE7, 0x5364}, {0x2EE8, 0x9EA6}, {0x2EE9, 0x9EC4}, {0x2EEC, 0x9F50}, {0x2EEE, 0x9F7F},
    {0x2EF0, 0x9F99}, {0x2EF3, 0x9F9F}};

uint32_t pdf_ideograph_of(uint32_t radical) {
    for (size_t i = 0; i < sizeof supplement / sizeof *supplement; i++)
        if (supplement[i][0] == radical)
            return supplement[i][1];
    gunichar found = radical;
    return g_unichar_fully_decompose(radical, TRUE, &found, 1) == 1 ? found : radical;
}
