# utf8proc makes labels comparable, pcre2 finds fields and figures in texts, libmd makes fingerprints. Definitions are JSON:
# the cursor of plugins/read_json knows nothing of reports and is compiled in (docs/decisions/0090-form-definitions.md). So are
# references to characters (`&nbsp;`), which plugins/read_text knows.
set(PLUGIN_ROOMS text def doc rule show
    bind/types bind/cell bind/flat bind/row bind/way bind/doubt bind/place bind/book bind/owner bind/column bind/judge
    bind check)
find_package(PkgConfig QUIET)
if(PKG_CONFIG_FOUND)
    pkg_check_modules(FORM QUIET libutf8proc>=2.1 libpcre2-8>=10.30 libmd)
endif()
if(FORM_FOUND)
    set(PLUGIN_LIBS ${FORM_LINK_LIBRARIES})
    sheaf_take_in(PLUGIN_LIBS)
    set(PLUGIN_INCLUDES ${FORM_INCLUDE_DIRS} ${CMAKE_CURRENT_SOURCE_DIR}/read_json
        ${CMAKE_CURRENT_SOURCE_DIR}/read_text)
    set(PLUGIN_SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/read_json/json_cursor.c
        ${CMAKE_CURRENT_SOURCE_DIR}/read_json/json_text.c
        ${CMAKE_CURRENT_SOURCE_DIR}/read_text/entity.c)
else()
    set(PLUGIN_SKIP "it needs utf8proc, PCRE2 and libmd (Debian: libutf8proc-dev, libpcre2-dev, libmd-dev, pkg-config)")
endif()
