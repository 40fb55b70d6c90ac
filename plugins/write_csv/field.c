/* Fields and rows as RFC 4180 has them. Quotes stand only where the text needs them; separators of other
 * dialects count as such, so that a file that is opened with the wrong one is not cut inside a text. */
#include "csv.h"

static const char *const delimiters[] = {",", ";", "\t"};

void csv_file(csv_out *out, sheaf_str name) {
    if (name.len > 0) {
        csv_flush(out);
        out->host->next_output(out->job, name);
    }
    if (out->options.bom)
        csv_put(out, SHEAF_STR("\xEF\xBB\xBF"));
    out->fields = 0;
    out->is_blank = out->is_first = 1;
}

/* A file that begins with ID is a SYLK file to Excel, one with U+FEFF has a mark; between quotes it is not so. */
static int begins_oddly(sheaf_str piece) {
    return (piece.len >= 2 && memcmp(piece.ptr, "ID", 2) == 0) ||
           (piece.len >= 3 && memcmp(piece.ptr, "\xEF\xBB\xBF", 3) == 0);
}

static int needs_quotes(csv_pieces pieces, int begins_file) {
    static const char special[256] = {
        ['"'] = 1, [','] = 1, [';'] = 1, ['\t'] = 1, ['\r'] = 1, ['\n'] = 1};
    sheaf_str piece;
    for (int is_first = 1; csv_take(&pieces, &piece); is_first = 0) {
        if (is_first && begins_file && begins_oddly(piece))
            return 1;
        for (size_t i = 0; i < piece.len; i++)
            if (special[(unsigned char)piece.ptr[i]])
                return 1;
    }
    return 0;
}

/* A quote is written twice. A NUL ends the text for many programs, and with it what stands behind. */
static void put_piece(csv_out *out, sheaf_str piece) {
    size_t begin = 0;
    for (size_t i = 0; i < piece.len; i++) {
        if (piece.ptr[i] != '"' && piece.ptr[i] != '\0')
            continue;
        csv_put(out, (sheaf_str){piece.ptr + begin, i - begin});
        csv_put(out, piece.ptr[i] == '"' ? SHEAF_STR("\"\"") : SHEAF_STR("\xEF\xBF\xBD"));
        out->has_nul |= piece.ptr[i] == '\0';
        begin = i + 1;
    }
    csv_put(out, (sheaf_str){piece.ptr + begin, piece.len - begin});
}

static void put_field(csv_out *out, csv_pieces pieces, int is_formula) {
    sheaf_str piece;
    int is_quoted = needs_quotes(pieces, out->is_first && !is_formula);
    if (out->fields++ > 0)
        csv_put(out, (sheaf_str){delimiters[out->options.delimiter], 1});
    if (is_quoted)
        csv_put(out, SHEAF_STR("\""));
    if (is_formula)
        csv_put(out, SHEAF_STR("'"));
    while (csv_take(&pieces, &piece)) {
        put_piece(out, piece);
        out->is_blank = 0;
    }
    if (is_quoted)
        csv_put(out, SHEAF_STR("\""));
    out->is_first = 0;
}

void csv_field(csv_out *out, csv_pieces pieces) {
    put_field(out, pieces, !out->options.keep && csv_is_formula(pieces));
}

void csv_words(csv_out *out, sheaf_str text) {
    csv_field(out, csv_text(text));
}

void csv_value(csv_out *out, sheaf_str number) {
    put_field(out, csv_text(number), 0);
}

/* A blank line would be no row to many programs. */
void csv_end_row(csv_out *out) {
    if (out->is_blank && out->fields <= 1)
        csv_put(out, SHEAF_STR("\"\""));
    csv_put(out, SHEAF_STR("\r\n"));
    out->fields = 0;
    out->is_blank = 1;
}

void csv_list_add(csv_out *out, sheaf_str word) {
    void *list = out->list;
    size_t lead = out->list_length > 0;
    if (!csv_grow(out, &list, &out->list_room, out->list_length + lead + word.len, 1))
        return;
    out->list = list;
    if (lead)
        out->list[out->list_length] = ' ';
    memcpy(out->list + out->list_length + lead, word.ptr, word.len);
    out->list_length += lead + word.len;
}

void csv_list_field(csv_out *out) {
    sheaf_str none = SHEAF_STR("");
    csv_words(out, out->list_length > 0 ? (sheaf_str){out->list, out->list_length} : none);
    out->list_length = 0;
}
