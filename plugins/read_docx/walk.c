/* The dispatch: two tables from names to rules. The child of a properties element goes to the rule of its parent, so a
 * property means what its place says; any other element to its own rule, and where it has none, its content is
 * walked as if it had no tags: unknown wrappers lose no text. Unknown text is never shown, but always counted. */
#include "walk.h"
#include "xml.h"

static docx_rule skip_property, choose, fall_back, begin_paragraph, begin_text;
typedef void docx_ending(docx_walk *w, docx_name element);
static docx_ending end_paragraph, end_text_element;

static docx_rule *const properties[DOCX_NAME_COUNT] = {
    [DOCX_w_pPr] = docx_format_paragraph,    [DOCX_w_numPr] = docx_format_number,
    [DOCX_w_rPr] = docx_format_run,          [DOCX_w_tblPr] = docx_grid_table_property,
    [DOCX_w_trPr] = docx_grid_row_property,  [DOCX_w_tcPr] = docx_grid_cell_property,
    [DOCX_w_sectPr] = docx_section_property, [DOCX_m_dPr] = docx_math_character,
    [DOCX_w_footnotePr] = docx_section_note, [DOCX_w_endnotePr] = docx_section_note,
    [DOCX_w_ddList] = docx_field_choice,     [DOCX_w_checkBox] = docx_field_ticked,
    [DOCX_m_naryPr] = docx_math_character,   [DOCX_m_fPr] = docx_math_character,
    [DOCX_m_accPr] = docx_math_character,    [DOCX_m_barPr] = docx_math_character,
    [DOCX_m_phantPr] = docx_math_character,  [DOCX_m_ctrlPr] = docx_math_control,
};

static docx_rule *const starts[DOCX_NAME_COUNT] = {
    [DOCX_w_p] = begin_paragraph,
    [DOCX_w_r] = docx_inline_run,
    [DOCX_w_t] = begin_text,
    [DOCX_w_delText] = begin_text,
    [DOCX_w_instrText] = begin_text,
    [DOCX_w_delInstrText] = begin_text,
    [DOCX_m_t] = begin_text,
    [DOCX_w_tab] = docx_inline_break,
    [DOCX_w_ptab] = docx_inline_break,
    [DOCX_w_br] = docx_inline_break,
    [DOCX_w_cr] = docx_inline_break,
    [DOCX_w_noBreakHyphen] = docx_inline_break,
    [DOCX_w_pgNum] = docx_inline_unknown,
    [DOCX_w_dayShort] = docx_inline_unknown,
    [DOCX_w_monthShort] = docx_inline_unknown,
    [DOCX_w_yearShort] = docx_inline_unknown,
    [DOCX_w_dayLong] = docx_inline_unknown,
    [DOCX_w_monthLong] = docx_inline_unknown,
    [DOCX_w_yearLong] = docx_inline_unknown,
    [DOCX_w_sym] = docx_inline_symbol,
    [DOCX_w_ins] = docx_inline_change,
    [DOCX_w_del] = docx_inline_change,
    [DOCX_w_moveFrom] = docx_inline_change,
    [DOCX_w_moveTo] = docx_inline_change,
    [DOCX_w_rt] = docx_inline_rt,
    [DOCX_w_rubyBase] = docx_inline_base,
    [DOCX_w_bookmarkStart] = docx_inline_bookmark,
    [DOCX_w_bookmarkEnd] = docx_inline_bookmark_end,
    [DOCX_w_hyperlink] = docx_field_hyperlink,
    [DOCX_w_fldSimple] = docx_field_simple,
    [DOCX_w_fldChar] = docx_field_char,
    [DOCX_w_checkBox] = docx_field_box,
    [DOCX_w_tbl] = docx_grid_table,
    [DOCX_w_tr] = docx_grid_row,
    [DOCX_w_tc] = docx_grid_cell,
    [DOCX_w_gridCol] = docx_grid_column,
    [DOCX_w_drawing] = docx_picture_drawing,
    [DOCX_w_pict] = docx_picture_drawing,
    [DOCX_w_object] = docx_picture_drawing,
    [DOCX_wp_inline] = docx_picture_inline,
    [DOCX_wp_docPr] = docx_picture_text,
    [DOCX_v_shape] = docx_picture_shape,
    [DOCX_a_blip] = docx_picture_image,
    [DOCX_v_imagedata] = docx_picture_image,
    [DOCX_c_chart] = docx_elsewhere,
    [DOCX_dgm_relIds] = docx_elsewhere,
    [DOCX_a_t] = docx_elsewhere,
    [DOCX_w_altChunk] = docx_elsewhere,
    [DOCX_w_subDoc] = docx_elsewhere,
    [DOCX_v_textpath] = docx_picture_word_art,
    [DOCX_w_footnoteReference] = docx_note_reference,
    [DOCX_w_endnoteReference] = docx_note_reference,
    [DOCX_w_commentReference] = docx_note_reference,
    [DOCX_w_txbxContent] = docx_box_start,
    [DOCX_mc_Choice] = choose,
    [DOCX_mc_Fallback] = fall_back,
    [DOCX_m_r] = docx_inline_run,
    [DOCX_m_oMath] = docx_math_start,
    [DOCX_m_deg] = docx_math_start,
    [DOCX_m_e] = docx_math_start,
    [DOCX_m_d] = docx_math_start,
    [DOCX_m_num] = docx_math_start,
    [DOCX_m_den] = docx_math_start,
    [DOCX_m_sup] = docx_math_start,
    [DOCX_m_sub] = docx_math_start,
    [DOCX_m_rad] = docx_math_start,
    [DOCX_m_fName] = docx_math_start,
    [DOCX_m_lim] = docx_math_start,
    [DOCX_m_mr] = docx_math_start,
    [DOCX_m_m] = docx_math_start,
    [DOCX_m_eqArr] = docx_math_start,
    [DOCX_m_nary] = docx_math_start,
    [DOCX_m_acc] = docx_math_start,
    [DOCX_m_bar] = docx_math_start,
    [DOCX_w_pPrChange] = skip_property,
    [DOCX_w_rPrChange] = skip_property,
    [DOCX_w_tblPrChange] = skip_property,
    [DOCX_w_tblPrExChange] = skip_property,
    [DOCX_w_trPrChange] = skip_property,
    [DOCX_w_tcPrChange] = skip_property,
    [DOCX_w_sectPrChange] = skip_property,
    [DOCX_w_tblGridChange] = skip_property,
    [DOCX_w_numberingChange] = skip_property,
    [DOCX_w_sdtPr] = skip_property,
    [DOCX_w_sdtEndPr] = skip_property,
    [DOCX_w_customXmlPr] = skip_property,
    [DOCX_w_smartTagPr] = skip_property,
    [DOCX_w_rubyPr] = skip_property,
};

static docx_ending *const ends[DOCX_NAME_COUNT] = {
    [DOCX_w_p] = end_paragraph,
    [DOCX_w_t] = end_text_element,
    [DOCX_w_delText] = end_text_element,
    [DOCX_w_instrText] = end_text_element,
    [DOCX_w_delInstrText] = end_text_element,
    [DOCX_m_t] = end_text_element,
    [DOCX_w_ins] = docx_inline_change_end,
    [DOCX_w_del] = docx_inline_change_end,
    [DOCX_w_moveFrom] = docx_inline_change_end,
    [DOCX_w_moveTo] = docx_inline_change_end,
    [DOCX_w_rt] = docx_inline_rt_end,
    [DOCX_w_rubyBase] = docx_inline_base_end,
    [DOCX_w_hyperlink] = docx_field_link_end,
    [DOCX_w_fldSimple] = docx_field_simple_end,
    [DOCX_w_tbl] = docx_grid_table_end,
    [DOCX_w_tr] = docx_grid_row_end,
    [DOCX_w_tc] = docx_grid_cell_end,
    [DOCX_w_sectPr] = docx_section_end,
    [DOCX_m_oMath] = docx_math_end,
    [DOCX_m_deg] = docx_math_end,
    [DOCX_m_e] = docx_math_end,
    [DOCX_m_num] = docx_math_end,
    [DOCX_m_den] = docx_math_end,
    [DOCX_m_sup] = docx_math_end,
    [DOCX_m_sub] = docx_math_end,
    [DOCX_m_fName] = docx_math_end,
    [DOCX_m_lim] = docx_math_end,
    [DOCX_m_d] = docx_math_end,
    [DOCX_m_acc] = docx_math_end,
    [DOCX_m_bar] = docx_math_end,
    [DOCX_m_m] = docx_math_end,
};

/* -------------------------------------------------------------------------------------- own elements -- */

void docx_walk_skip(docx_walk *w, docx_loss reason) {
    w->skipping = 1;
    w->skip_reason = reason;
}

static void skip_property(docx_walk *w, docx_name element, const docx_attributes *attributes) {
    (void)element, (void)attributes;
    docx_walk_skip(w, DOCX_LOST_PROPERTY);
}

/* The first choice that is understood counts, else the fallback; mc:AlternateContent keeps that it was found. */
static void choose(docx_walk *w, docx_name element, const docx_attributes *attributes) {
    docx_element *outer = w->depth > 1 ? &w->elements[w->depth - 2] : &w->elements[0];
    (void)element;
    if (outer->note || !docx_choice_understood(attributes))
        docx_walk_skip(w, DOCX_LOST_FALLBACK);
    else
        outer->note = 1;
}

static void fall_back(docx_walk *w, docx_name element, const docx_attributes *attributes) {
    (void)element, (void)attributes;
    if (w->depth > 1 && w->elements[w->depth - 2].note)
        docx_walk_skip(w, DOCX_LOST_FALLBACK);
}

static void begin_paragraph(docx_walk *w, docx_name element, const docx_attributes *attributes) {
    (void)attributes;
    docx_paragraph_close(w);
    docx_place_open(w, element);
    docx_paragraph_open(w);
}

static void end_paragraph(docx_walk *w, docx_name element) {
    (void)element;
    docx_paragraph_close(w);
    docx_place_close(w);
}

static int keeps_space(const docx_attributes *attributes, int outside) {
    sheaf_str value;
    return docx_find_attribute(attributes, DOCX_xml_space, &value)
               ? docx_same(value, SHEAF_STR("preserve"))
               : outside;
}

static void begin_text(docx_walk *w, docx_name element, const docx_attributes *attributes) {
    w->route = element;
    w->literal.len = 0;
    w->literal_keeps = element == DOCX_w_instrText || element == DOCX_w_delInstrText ||
                       keeps_space(attributes, w->keeps_space);
}

static void text_of_run(docx_walk *w, sheaf_str text) {
    docx_symbol_font font = w->run.font;
    docx_loss reason;
    if (w->route == DOCX_w_instrText || w->route == DOCX_w_delInstrText || docx_field_hides(w)) {
        docx_field_instruction(w, text);
        docx_lose(w, DOCX_LOST_INSTRUCTION, text);
    } else if (docx_inline_hidden(w, &reason)) {
        docx_lose(w, reason, text);
    } else if (w->in_ruby) {
        docx_text_add(w->reader, &w->ruby, text);
    } else {
        docx_paragraph_text(w, font ? docx_symbol_text(w, font, text) : text);
    }
}

static int is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* White space at both ends of a w:t counts only where xml:space says so (Word shows none), and a line end in the XML is a
 * space. So the text waits for the end of its element. */
static void end_text_element(docx_walk *w, docx_name element) {
    sheaf_str text = docx_text_view(&w->literal);
    (void)element;
    while (!w->literal_keeps && text.len && is_space(text.ptr[text.len - 1]))
        text.len--;
    while (!w->literal_keeps && text.len && is_space(*text.ptr))
        text = (sheaf_str){text.ptr + 1, text.len - 1};
    for (size_t i = 0; i < w->literal.len; i++)
        if (w->literal.ptr[i] == '\n' || w->literal.ptr[i] == '\r')
            w->literal.ptr[i] = ' ';
    text_of_run(w, text);
    w->route = DOCX_OTHER;
    w->literal.len = 0;
}

/* ------------------------------------------------------------------------------------------- events -- */

/* The root of the main part says what it is, whatever its name and media type say; of any part, what white space is. */
static void check_root(docx_walk *w, docx_name element, const docx_attributes *attributes) {
    if (!w->depth && !w->is_replaying)
        w->keeps_space = keeps_space(attributes, 0);
    if (w->depth || w->is_replaying || element == DOCX_w_document ||
        !docx_same(w->part, w->reader->main))
        return;
    docx_failf(w->reader, SHEAF_BAD_INPUT, "docx.root",
               "The part %.*s is no word processing document: its root is not w:document; open it "
               "in the program "
               "that made it and save it as .docx",
               (int)w->part.len, w->part.ptr);
    docx_xml_stop(w->reader);
}

/* Never in silence: what is deeper would be lost. */
static void fail_depth(docx_walk *w) {
    docx_failf(
        w->reader, SHEAF_LIMIT, "docx.depth",
        "The part %.*s nests more than %d elements in each other; let Word repair the document",
        (int)w->part.len, w->part.ptr, DOCX_DEEPEST);
    docx_xml_stop(w->reader);
}

static void start(void *context, docx_name element, const docx_attributes *attributes) {
    docx_walk *w = context;
    if (w->box_inside) {
        w->box_inside++;
        if (w->recording)
            docx_record_start(w->reader, w->recording, element, attributes);
        return;
    }
    if (w->depth == DOCX_DEEPEST)
        fail_depth(w);
    if (w->skipping || w->depth == DOCX_DEEPEST) {
        w->skipping++;
        return;
    }
    check_root(w, element, attributes);
    docx_rule *of_parent = properties[docx_above(w, 0)];
    w->elements[w->depth++] = (docx_element){.name = (uint16_t)element,
                                             .opening = SHEAF_STR(""),
                                             .closing = SHEAF_STR(""),
                                             .between = SHEAF_STR("")};
    docx_rule *rule = of_parent && !starts[element] ? of_parent : starts[element];
    if (of_parent && starts[element] != skip_property)
        rule = of_parent;
    if (rule)
        rule(w, element, attributes);
}

static void end(void *context, docx_name element) {
    docx_walk *w = context;
    if (w->box_inside) {
        if (--w->box_inside == 0)
            docx_box_end(w);
        else if (w->recording)
            docx_record_end(w->reader, w->recording, element);
        return;
    }
    if (w->skipping && --w->skipping)
        return;
    if (!w->depth)
        return;
    int is_property = properties[docx_above(w, 1)] != NULL;
    if (ends[element] && !is_property)
        ends[element](w, element);
    else if (element == DOCX_w_sectPr)
        docx_section_end(w, element);
    w->depth--;
}

static void text(void *context, sheaf_str text) {
    docx_walk *w = context;
    if (!w->is_replaying)
        docx_account_text(w, text);
    if (w->recording)
        docx_record_text(w->reader, w->recording, text);
    else if (w->box_inside)
        return;
    else if (w->skipping)
        docx_lose(w, w->skip_reason, text);
    else if (w->route == DOCX_OTHER)
        docx_lose(w, DOCX_LOST_PROPERTY, text);
    else
        docx_text_add(w->reader, &w->literal, text);
}

const docx_xml_handlers docx_walk_handlers = {start, end, text};

/* ------------------------------------------------------------------------------------------- stories -- */

/* A part that broke off: its open elements end here. */
static void unwind(docx_walk *w, uint32_t depth) {
    if (w->box_inside) {
        w->boxes.count--;
        w->box_inside = 0;
        w->recording = NULL;
        w->depth--;
    }
    w->skipping = 0;
    w->route = DOCX_OTHER;
    while (w->depth > depth)
        end(w, (docx_name)w->elements[w->depth - 1].name);
}

sheaf_status docx_walk_part(docx_walk *w, sheaf_str part) {
    uint32_t depth = w->depth;
    sheaf_status status = docx_xml_parse(w->reader, part, &docx_walk_handlers, w);
    unwind(w, depth);
    return status == SHEAF_BAD_INPUT ? w->reader->host->tick(w->reader->job, 0, 0) : status;
}

static sheaf_status walk_main(docx_walk *w) {
    docx_reader *reader = w->reader;
    docx_story outside = docx_story_begin(w, reader->main, SHEAF_STR("/w:document/w:body"));
    sheaf_status status = docx_walk_part(w, reader->main);
    docx_story_end(w, outside);
    return status;
}

static sheaf_status read_option(docx_walk *w) {
    static const sheaf_str values[] = {
        [DOCX_ACCEPT] = {"accept", 6}, [DOCX_REJECT] = {"reject", 6}, [DOCX_BOTH] = {"both", 4}};
    sheaf_str said = w->reader->host->option(w->reader->job, SHEAF_STR("changes"));
    for (int i = DOCX_ACCEPT; i <= DOCX_BOTH; i++)
        if (docx_same(values[i], said)) {
            w->changes = (docx_changes)i;
            return SHEAF_OK;
        }
    return docx_failf(w->reader, SHEAF_BAD_CALL, "docx.changes",
                      "The option docx.changes is \"%.*s\"; expected accept, reject or both",
                      (int)said.len, said.ptr);
}

/* What the walk needs to know before it meets the first paragraph. */
static sheaf_status prepare(docx_walk *w) {
    docx_reader *reader = w->reader;
    sheaf_str main = reader->main;
    sheaf_status status = read_option(w);
    if (status == SHEAF_OK)
        status = docx_settings_read(reader, &w->settings);
    w->asked[0] = w->settings.footnotes;
    w->asked[1] = w->settings.endnotes;
    if (status == SHEAF_OK)
        status = docx_styles_read(reader, docx_related(reader, main, "styles"), &w->styles);
    if (status == SHEAF_OK)
        status =
            docx_numbering_read(reader, docx_related(reader, main, "numbering"), &w->numbering);
    if (status == SHEAF_OK)
        status = docx_numbering_link(w->numbering, (struct docx_styles *)w->styles);
    for (int kind = DOCX_FOOTNOTE; kind <= DOCX_COMMENT && status == SHEAF_OK; kind++)
        status = docx_notes_record(w, (docx_aside_kind)kind);
    return status;
}

static sheaf_status walk(docx_walk *w) {
    sheaf_status status = prepare(w);
    if (status == SHEAF_OK)
        status = walk_main(w);
    if (status == SHEAF_OK)
        status = docx_section_headers(w);
    if (status != SHEAF_OK)
        return status;
    docx_section_notes(w);
    docx_asides_unused(w);
    docx_account_state(w);
    return docx_properties_read(w->reader);
}

sheaf_status docx_walk_document(docx_reader *reader) {
    docx_walk *w = docx_take(reader, sizeof *w);
    if (!w)
        return SHEAF_MEMORY;
    w->reader = reader;
    w->tape = docx_tape_new(reader->host, reader->job);
    sheaf_status status = w->tape ? walk(w) : SHEAF_MEMORY;
    docx_tape_free(w->tape);
    return status;
}
