/* The reader of Word documents: Office Open XML packages to titles, headings, lists, tables, notes, figures and
 * paragraphs, each with its part and path. One function opens and closes what a run needs, the other works. */
#include "container.h"
#include "package.h"
#include "walk.h"
#include "xml.h"

static sheaf_status read_document(docx_reader *reader) {
    sheaf_status status = docx_package_open(reader);
    if (status == SHEAF_OK)
        status = docx_find_main(reader);
    return status == SHEAF_OK ? docx_walk_document(reader) : status;
}

static sheaf_status run_docx(const sheaf_host *host, sheaf_job *job) {
    docx_reader reader = {.host = host, .job = job, .main = SHEAF_STR("")};
    docx_names_init(&reader.names);
    sheaf_str bytes = host->input(job)->bytes;
    sheaf_status status =
        docx_is_compound(bytes) ? docx_refuse_compound(&reader, bytes) : read_document(&reader);
    docx_package_close(&reader);
    return status == SHEAF_OK ? host->tick(job, 0, 0) : status;
}

static const sheaf_plugin docx = {.size = sizeof docx,
                                  .kind = SHEAF_READER,
                                  .caps = SHEAF_CAP_HARDENED,
                                  .id = "docx",
                                  .version = SHEAF_VERSION,
                                  .probe = docx_probe,
                                  .run = run_docx};

static const sheaf_plugin *const plugins[] = {&docx};

SHEAF_PLUGIN_EXPORT const sheaf_library sheaf_entry = SHEAF_LIBRARY(plugins);
