/* Values in markup: `**12**`, `&nbsp;12`. Reports that were written in Markdown, or copied from the source of a page, print the marks
 * of emphasis and references to characters with the number. Who reads the page sees the number alone; as the file says more,
 * taking the marks off is a repair. One star or dash may be a footnote or a slip, and `~~12~~` was struck out: those stay. */
#include "bind/cell/cell.h"

#include "entity.h"

#include <string.h>
#include <utf8proc.h>

enum { LONGEST = 128 };

/* The references in it as characters. ptr NULL: latched. */
static sheaf_str decoded(const form_context *context, sheaf_str text) {
    char *out = form_room(context, text.len, 1);
    size_t length = 0;
    while (out != NULL && text.len > 0) {
        uint32_t point = 0;
        size_t taken = entity_take(text, &point);
        if (taken > 0) {
            utf8proc_uint8_t *at = (utf8proc_uint8_t *)out + length;
            length += (size_t)utf8proc_encode_char((utf8proc_int32_t)point, at);
        } else {
            out[length++] = *text.ptr;
            taken = 1;
        }
        text = (sheaf_str){text.ptr + taken, text.len - taken};
    }
    return (sheaf_str){out, length};
}

/* `**12**`, `***12***`, `__12__`: as many marks on both sides, two at least. */
static sheaf_str without_emphasis(sheaf_str text) {
    enum { FEWEST = 2, MOST = 3 };
    size_t marks = 0;
    char mark = text.len > 0 ? *text.ptr : '\0';
    if (mark != '*' && mark != '_')
        return text;
    while (2 * marks + 2 < text.len && text.ptr[marks] == mark &&
           text.ptr[text.len - 1 - marks] == mark)
        marks++;
    return marks < FEWEST || marks > MOST
               ? text
               : bind_trim((sheaf_str){text.ptr + marks, text.len - 2 * marks});
}

/* Most words begin with an ideograph, and most of those that do not are no values either. */
static int may_be_marked(sheaf_str text) {
    char first = text.len > 0 && text.len <= LONGEST ? *text.ptr : 'a';
    return first == '&' || first == '*' || first == '_' || (first >= '0' && first <= '9');
}

int bind_unmark(const form_context *context, const form_definition *definition, bind_cell *cell) {
    sheaf_str bare = cell->text;
    bind_number number = cell->number;
    if ((cell->kind != BIND_ODD && cell->kind != BIND_WORDS) || !may_be_marked(bare))
        return 1;
    if (memchr(bare.ptr, '&', bare.len) != NULL)
        bare = bind_trim(decoded(context, bare));
    if (bare.ptr == NULL)
        return 0;
    bare = without_emphasis(bare);
    if (bare.len == cell->text.len)
        return 1;
    bind_kind kind = bind_kind_of(definition, bare, &number);
    if (kind == BIND_ODD || kind == BIND_WORDS)
        return 1;
    cell->marked = cell->text;
    cell->text = bare;
    cell->kind = kind;
    cell->number = number;
    return 1;
}
