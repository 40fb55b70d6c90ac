/* What a user asked for: the settings of sheaf_set by name, options of plugins, resources, and documents
 * that are related to the run. Values are checked where they can be without looking at plugins. */
#ifndef SF_HOST_SETTINGS_H
#define SF_HOST_SETTINGS_H

#include "base/error.h"
#include "base/vec.h"
#include "host/limits.h"

typedef enum sf_setting {
    SF_FROM,
    SF_TO,
    SF_ENCODING,
    SF_PASS,
    SF_FORM,
    SF_NO_REPAIR,
    SF_ISOLATE,
    SF_HASH,
    SF_CHECK,
    SF_SETTING_COUNT
} sf_setting;

typedef struct sf_settings {
    char *value[SF_SETTING_COUNT]; /* NULL: the default */
    sf_vec options;                /* struct sf_pair: "csv.mode", "facts" */
    sf_vec resources;              /* struct sf_pair: name, path */
    sf_vec related;                /* const sheaf_document * */
    sf_vec findings;               /* const sheaf_finding *: the caller's own */
    char *password;                /* host/password.h keeps it; NULL: none */
    sf_limits limits;
} sf_settings;

typedef struct sf_pair {
    char *name;
    char *value;
} sf_pair;

void sf_settings_init(sf_settings *settings);
void sf_settings_done(sf_settings *settings);

/* NULL or "" restores the default. SHEAF_BAD_CALL with the nearest right name or value. */
sheaf_status sf_settings_set(sf_settings *settings, sheaf_str name, const char *value,
                             sf_error *error);

sheaf_str sf_settings_value(const sf_settings *settings, sf_setting setting); /* empty: default */
int sf_settings_is(const sf_settings *settings, sf_setting setting, const char *value);

/* The value of the setting of that name, for plugins that declare an option of the same name. */
int sf_settings_by_name(const sf_settings *settings, sheaf_str name, sheaf_str *value);

/* Sets, or with NULL removes, a pair of a list. 0: no memory. */
int sf_pair_set(sf_vec *pairs, const char *name, const char *value);
const char *sf_pair_find(const sf_vec *pairs, sheaf_str name);

#endif
