/* What a conversion has to say, said: its diagnostics, and its failure. */
#ifndef SF_CLI_REPORT_H
#define SF_CLI_REPORT_H

#include "cli/commands.h"

/* Says the diagnostics of the last conversion of `input`, and where `status` is one, its failure.
 * SF_USAGE where the failure is a word of the command line. */
sf_exit sf_report(const sf_session *session, const char *input, sheaf_status status);

/* Whether the failure is the fault of the file of agreed findings, and of no report. */
int sf_is_about_agreed(const sheaf_error_info *failure);

/* Says the last failure of a setting; returns SF_USAGE. `setting` may have more to explain. */
sf_exit sf_report_setting(const sf_session *session, const sf_setting *setting);

/* Says which formats the plugins of that kind know, in a sentence; returns SF_USAGE. */
sf_exit sf_report_formats(const sf_session *session, sheaf_plugin_kind kind, const char *sentence);

#endif
