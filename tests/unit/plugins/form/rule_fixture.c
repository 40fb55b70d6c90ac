/* See rule_fixture.h. */
#include "cm.h"

#include "rule_fixture.h"

static const char small_form[] =
    "{\"sheaf_form\":\"1.0\",\"id\":\"small\",\"version\":\"1\",\"title\":{\"zh\":\"小\",\"en\":"
    "\"small\"},"
    "\"words\":[\"小\"],\"marks\":[\"/\"],"
    "\"tables\":[{\"key\":\"t\",\"name\":{\"zh\":\"表\",\"en\":\"table\"},\"type\":\"count\","
    "\"unit\":\"件\","
    "\"rows\":[{\"key\":\"a\",\"label\":\"甲\"},{\"key\":\"b\",\"label\":\"乙\"},"
    "{\"key\":\"g\",\"label\":\"丙\",\"collapsible\":true,\"children\":[{\"key\":\"x\",\"label\":"
    "\"丁\"},"
    "{\"key\":\"y\",\"label\":\"戊\"}]},{\"key\":\"total\",\"label\":\"总计\"}],"
    "\"columns\":[{\"key\":\"p\",\"label\":\"东\"},{\"key\":\"q\",\"label\":\"西\"},"
    "{\"key\":\"total\",\"label\":\"合计\"}]},"
    "{\"key\":\"o\",\"name\":{\"zh\":\"开\",\"en\":\"open\"},\"type\":\"amount\",\"unit\":\"万元\","
    "\"rows\":[{\"key\":\"item\",\"label\":\"项目\",\"open\":true},{\"key\":\"sum\",\"label\":"
    "\"合计\"}],"
    "\"columns\":[{\"key\":\"n\",\"label\":\"金额\"}]},"
    "{\"key\":\"v\",\"name\":{\"zh\":\"两\",\"en\":\"two\"},\"blocks\":["
    "{\"rows\":[{\"key\":\"in\",\"label\":\"收\"},{\"key\":\"item\",\"label\":\"其\"}],"
    "\"columns\":[{\"key\":\"p\",\"label\":\"东\"},{\"key\":\"q\",\"label\":\"西\"}]},"
    "{\"rows\":[{\"key\":\"out\",\"label\":\"支\"}],"
    "\"columns\":[{\"key\":\"p\",\"label\":\"东\"},{\"key\":\"q\",\"label\":\"西\"},"
    "{\"key\":\"r\",\"label\":\"中\"}]}]}],\"rules\":[";

int fixture_open(rule_fixture *f, const char *rules) {
    memset(f, 0, sizeof *f);
    shelf_open(&f->s);
    size_t length = sizeof small_form + strlen(rules) + 8;
    char *bytes = form_room(&f->s.context, length, 1);
    assert_non_null(bytes);
    int written = snprintf(bytes, length, "%s%s]}", small_form, rules);
    return form_load_one(&f->s.context, SHEAF_STR("small.json"),
                         (sheaf_str){bytes, (size_t)written}, NULL, &f->definition);
}

void fixture_close(rule_fixture *f) {
    shelf_close(&f->s);
}

int fixture_assert(rule_fixture *f, const char *each, const char *assertion) {
    size_t room = strlen(each) + strlen(assertion) + 200;
    char *rule = malloc(room);
    assert_non_null(rule);
    snprintf(rule, room,
             "{\"id\":\"R\",\"severity\":\"error\",\"each\":\"%s\",\"assert\":\"%s\","
             "\"message\":{\"zh\":\"坏\",\"en\":\"bad\"}}",
             each, assertion);
    int done = fixture_open(f, rule);
    free(rule);
    return done;
}

/* Digits and one decimal point, a sign in front. */
static sheaf_decimal decimal_of(const char *text) {
    sheaf_decimal value = {0};
    int is_negative = *text == '-', behind = 0;
    for (text += is_negative; *text != '\0' && *text != ' '; text++) {
        if (*text == '.') {
            behind = 1;
            continue;
        }
        value.digits = value.digits * 10 + (*text - '0');
        value.scale += (uint32_t)behind;
    }
    value.digits = is_negative ? -value.digits : value.digits;
    return value;
}

static void state_value(sheaf_fact *fact, const char *value) {
    fact->raw = (sheaf_str){value, strcspn(value, " ")};
    fact->node = 1;
    if (*value == '?' || *value == '_') {
        fact->status = SHEAF_MISSING;
        fact->raw = SHEAF_STR("");
        fact->node = *value == '?' ? SHEAF_NONE : 1;
    } else if (*value == '~')
        fact->status = SHEAF_AMBIGUOUS;
    else if (*value == '!') { /* struck out */
        fact->status = SHEAF_TEXT;
        fact->raw = (sheaf_str){value + 1, strcspn(value + 1, " ")};
    } else if (*value == '/' || *value == 'x')
        fact->status = SHEAF_TEXT;
    else {
        fact->value = decimal_of(value);
        fact->has_value = 1;
    }
}

void fixture_facts(rule_fixture *f, const char *facts) {
    f->count = 0;
    while (*facts != '\0') {
        size_t key = strcspn(facts, "=");
        sheaf_fact *fact = &f->facts[f->count];
        assert_true(f->count < FIXTURE_FACTS && key < sizeof f->keys[0]);
        memcpy(f->keys[f->count], facts, key);
        *fact = (sheaf_fact){.size = sizeof *fact,
                             .key = {f->keys[f->count], key},
                             .label = {f->keys[f->count], key},
                             .row_label = SHEAF_STR(""),
                             .column_label = SHEAF_STR(""),
                             .unit = SHEAF_STR("")};
        state_value(fact, facts + key + 1);
        f->count++;
        facts += strcspn(facts, " ");
        facts += strspn(facts, " ");
    }
    f->s.document.facts = (sheaf_array){f->facts, f->count, sizeof *f->facts};
}

static char letter(rule_truth truth) {
    return truth == RULE_YES ? 'p' : truth == RULE_NO ? 'f' : 'n';
}

const char *fixture_verdicts(rule_fixture *f, char out[64]) {
    rule_index index;
    rule_book book;
    rule_report now;
    rule_scene scene;
    form_list rounds = FORM_LIST_OF(rule_round), terms = FORM_LIST_OF(rule_term);
    const form_rule *rule = FORM_AT(f->definition.rules, const form_rule, 0);
    const rule_code *code = rule->body;
    assert_true(rule_index_of(&f->s.context, &f->definition, &index));
    assert_true(rule_book_of(&f->s.context, &f->s.document, 1, &book));
    assert_true(rule_report_make(&f->s.context, &index, &book, 0, &now));
    now.agency = SHEAF_STR("临浦县教育局");
    now.year = 2022;
    rule_scene_begin(&f->s.context, &index, &now, &scene);
    assert_true(rule_rounds(&scene, code, &rounds));
    uint32_t count = 0;
    for (; count < rounds.count && count < 63; count++) {
        rule_result result;
        assert_true(rule_run(&scene, code, code->assert_steps,
                             *FORM_AT(rounds, const rule_round, count), &terms, &result));
        out[count] = letter(result.truth);
    }
    out[count] = '\0';
    return out;
}
