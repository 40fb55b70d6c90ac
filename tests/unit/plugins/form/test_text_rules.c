// link: -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc,--wrap=free
/* Rules about words that are wrong end in one sentence that names the place and what was expected; and whoever reads, states
 * and judges a report ends cleanly wherever memory runs out. */
#include "cm.h"

#include "failing_malloc.h"
#include "story.h"

#include <stdio.h>
#include <string.h>

/* ---------------------------------------------------------------------------------- faults -- */

#define FORM                                                                                       \
    "{\"sheaf_form\": \"1.0\", \"id\": \"x\", \"version\": \"1\",\n"                               \
    "\"title\": {\"zh\": \"甲\", \"en\": \"X\"}, \"words\": [\"甲\"],\n"                         \
    "\"sections\": [{\"key\": \"s1\", \"heading\": \"一、总体情况\"}],\n"                    \
    "\"tables\": [{\"key\": \"t\", \"name\": {\"zh\": \"表\", \"en\": \"T\"}, \"rows\": "         \
    "[{\"key\": \"r\", \"label\": \"行\"}], \"columns\": [{\"key\": \"c\", \"label\": "           \
    "\"列\"}]}],\n"                                                                               \
    "\"fields\": [%s],\n\"rules\": [%s]}"
#define FIELD(members) "{\"key\": \"agency\", " members "}"
#define SOUND_FIELD FIELD("\"readings\": [{\"pattern\": \"甲\"}]")
#define RULE(members)                                                                              \
    "{\"id\": \"R\", \"severity\": \"error\", \"message\": {\"zh\": \"坏\", \"en\": "             \
    "\"bad\"}, " members "}"
#define KIND(kind, members) RULE("\"kind\": \"" kind "\"" members)
#define M "{\"zh\": \"坏\", \"en\": \"bad\"}"

typedef struct fault {
    const char *field, *rule;
    const char *expected[2];
} fault;

static const fault faults[] = {
    {FIELD("\"readings\": [{\"pattern\": \"(\"}]"), "", {"/fields/0/readings/0/pattern", "PCRE2"}},
    {FIELD("\"readings\": [{\"pattern\": 5}]"), "", {"/fields/0/readings/0/pattern", "text"}},
    {FIELD("\"readings\": [{}]"), "", {"/fields/0/readings/0", "a member \"pattern\""}},
    {FIELD("\"readings\": 5"), "", {"/fields/0/readings", "a list of objects with a pattern"}},
    {FIELD("\"type\": \"dates\", \"readings\": []"),
     "",
     {"/fields/0/type", "text, code, number or date"}},
    {FIELD("\"readings\": [{\"where\": [\"s9\"], \"pattern\": \"甲\"}]"),
     "",
     {"/fields/0/readings/0/where/0", "the key of a section"}},
    {FIELD("\"readings\": [{\"where\": [], \"pattern\": \"甲\"}]"),
     "",
     {"/fields/0/readings/0/where", "not empty"}},
    {FIELD("\"readings\": [{\"where\": \"s1\", \"pattern\": \"甲\"}]"),
     "",
     {"/fields/0/readings/0/where", "a list of places"}},
    {SOUND_FIELD ", {\"key\": \"b\", \"readings\": [{\"where\": [\"field:agency\"], \"pattern\": "
                 "\"甲\"}]}",
     "",
     {"/fields/1/readings/0/where", "no fields"}},
    {FIELD("\"readings\": [{\"words\": [\"（甲）\"], \"pattern\": \"甲\"}]"),
     "",
     {"/fields/0/readings/0/words/0", "running text"}},
    {FIELD("\"readngs\": []"), "", {"/fields/0", "readings"}},
    {SOUND_FIELD, KIND("word", ""), {"/rules/0/kind", "one of words, fields"}},
    {SOUND_FIELD, KIND("words", ""), {"/rules/0", "must_not"}},
    {SOUND_FIELD,
     KIND("words", ", \"where\": [\"s1\"], \"must\": [{\"pattern\": \"[\"}]"),
     {"/rules/0/must/0/pattern", "PCRE2"}},
    {SOUND_FIELD,
     KIND("words", ", \"where\": [\"field:b\"], \"must\": []"),
     {"/rules/0/where/0", "field:FIELD"}},
    {SOUND_FIELD,
     KIND("words", ", \"cases\": [{\"where\": [\"all\"], \"severity\": \"bad\"}]"),
     {"/rules/0/cases/0/severity", "info, warning or error"}},
    {SOUND_FIELD,
     KIND("words", ", \"where\": [\"all\"], \"when\": {\"field\": \"b\"}"),
     {"/rules/0/when/field", "the key of a field"}},
    {SOUND_FIELD,
     KIND("fields", ", \"needs\": [{\"any\": [\"b\"], \"name\": " M "}]"),
     {"/rules/0/needs/0/any/0", "the key of a field"}},
    {SOUND_FIELD,
     KIND("fields", ", \"needs\": [{\"any\": 5, \"name\": " M "}]"),
     {"/rules/0/needs/0", "any"}},
    {SOUND_FIELD,
     KIND("fields", ", \"equal\": [{\"field\": \"agency\", \"to\": \"甲\"}]"),
     {"/rules/0", "unequal"}},
    {SOUND_FIELD, KIND("sections", ", \"missing\": " M ", \"twice\": " M), {"/rules/0", "moved"}},
    {SOUND_FIELD,
     KIND("items", ", \"section\": \"all\", \"items\": []"),
     {"/rules/0/section", "the key of a section"}},
    {SOUND_FIELD, KIND("items", ", \"section\": \"s1\""), {"/rules/0", "items"}},
    {SOUND_FIELD, KIND("blocks", ", \"table\": \"t9\""), {"/rules/0/table", "the key of a table"}},
    {SOUND_FIELD,
     KIND("years", ", \"within\": -1, \"pattern\": \"年\", \"except\": \"年\""),
     {"/rules/0/within", ""}},
    {SOUND_FIELD,
     KIND("claims", ", \"claims\": [{\"pattern\": \"甲\", \"facts\": [\"t.r.d\"]}]"),
     {"/rules/0/claims/0/facts/0", "the key of a cell"}},
    {SOUND_FIELD,
     KIND("claims", ", \"claims\": [{\"pattern\": \"甲\"}]"),
     {"/rules/0/claims/0", "facts"}},
    {SOUND_FIELD, KIND("claims", ""), {"/rules/0", "claims"}},
    {SOUND_FIELD,
     KIND("claims", ", \"claims\": [], \"scope\": {\"pattern\": \"甲\"}"),
     {"/rules/0/scope", "said"}},
    {SOUND_FIELD, KIND("parts", ", \"pattern\": \"甲\", \"part\": \"乙\""), {"/rules/0", "number"}},
    {SOUND_FIELD, KIND("name", ", \"field\": \"b\""), {"/rules/0/field", "the key of a field"}},
    {SOUND_FIELD, KIND("rows", ""), {"/rules/0", "placed"}},
    {SOUND_FIELD, KIND("tables", ", \"rows\": 5"), {"/rules/0", "rows"}},
};

/* 1: it was loaded. `message` gets the sentence of the fault. */
static int load(const char *field, const char *rule, char *message, size_t room) {
    char text[2000];
    shelf s;
    form_definition made;
    shelf_open(&s);
    s.context.document = NULL; /* a definition that is read for its own sake */
    int length = snprintf(text, sizeof text, FORM, field, rule);
    assert_true(length > 0 && (size_t)length < sizeof text);
    int loaded = form_load_one(&s.context, SHEAF_STR("x.json"), (sheaf_str){text, (size_t)length},
                               NULL, &made);
    snprintf(message, room, "%s", shelf_message(&s));
    shelf_close(&s);
    return loaded;
}

static void test_faults(void **state) {
    (void)state;
    char message[1000];
    for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
        assert_false(load(faults[i].field, faults[i].rule, message, sizeof message));
        for (size_t e = 0; e < 2; e++)
            if (strstr(message, faults[i].expected[e]) == NULL)
                fail_msg("fault %u: \"%s\" does not say \"%s\"", (unsigned)i, message,
                         faults[i].expected[e]);
    }
}

static void test_sound(void **state) {
    (void)state;
    static const char *const rules[] = {
        KIND("words", ", \"where\": [\"all\"], \"must\": [{\"pattern\": \"甲\"}]"),
        KIND("claims",
             ", \"claims\": [{\"pattern\": \"甲\", \"value\": 0, \"facts\": [\"t.*.c\"]}]"),
        KIND("sections", ", \"missing\": " M ", \"twice\": " M ", \"moved\": " M),
        KIND("tables", ""),
        KIND("columns", ""),
        KIND("labels", ""),
        KIND("versions", ""),
        KIND("rows", ", \"placed\": " M)};
    char message[1000];
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++)
        if (!load(SOUND_FIELD, rules[i], message, sizeof message))
            fail_msg("rule %u: %s", (unsigned)i, message);
}

/* ---------------------------------------------------------------------------------- memory -- */

static const story_line report[] = {TITLE("乙镇人民政府2022年政府信息公开工作报告"),
                                    SAYS("统计期限自2022年1月1日至2022年12月31日。"),
                                    HEAD("一、", "总体情况"),
                                    SAYS("我乡2015年共公开信息10条，其中网站3条，微信4条。未收到政"
                                         "府信息公开申请，甲县乙镇人民政府。"),
                                    HEAD("二、", "主动公开政府信息情况"),
                                    GRID("规章"),
                                    HEAD("三、", "收到和处理政府信息公开申请情况"),
                                    HEAD("五、", "存在的主要问题及改进情况"),
                                    HEAD("六、", "其他需要报告的事项")};

/* The form is loaded and the report told in peace; from then on allocations fail as the sweep says. */
static void prepare(shelf *s, form_set *set) {
    unsigned long at = failing_at, only = failing_only;
    failing_at = failing_only = 0;
    shelf_open(s);
    shelf_national(s, set);
    STORY(s, report);
    failing_at = at;
    failing_only = only;
    failing_count = 0;
}

static int read_and_judge(void) {
    shelf s;
    form_set set;
    form_reading reading;
    prepare(&s, &set);
    int found = form_recognise(&s.context, &set, &reading);
    if (found == 1 && form_state_fields(&s.context, &reading))
        form_check(&s.context, &reading);
    sheaf_status status = s.job.error.status;
    shelf_close(&s);
    if (status != SHEAF_OK)
        return status == SHEAF_MEMORY ? FAILING_REFUSED : FAILING_DEFECT;
    return found == 1 ? FAILING_THROUGH : FAILING_DEFECT;
}

static void test_memory(void **state) {
    (void)state;
    assert_true(failing_sweep(read_and_judge) > 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_faults),
        cmocka_unit_test(test_sound),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
