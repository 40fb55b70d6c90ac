/* Places as people read them: "line 3", "page 3 (72,140)", "word/document.xml: p[3]". */
#ifndef SF_HOST_PLACE_H
#define SF_HOST_PLACE_H

#include <sheaf/plugin.h>

enum { SF_PLACE_ROOM = 320 };

/* `parts` names the parts of SHEAF_AT_PART. Empty for nowhere. Returns `out`. */
const char *sf_place(const sheaf_origin *origin, sheaf_array parts, char out[SF_PLACE_ROOM]);

#endif
