# Poppler reads the file, cairo carries the painted paths. A small library stands before both and looks on
# (docs/decisions/0070-ruling-lines.md): it is named first, so that Poppler's calls of cairo find it first, and lies beside the plugin.
set(PLUGIN_ROOMS content file ink page lines lattice river order report)
find_package(PkgConfig QUIET)
if(PKG_CONFIG_FOUND)
    pkg_check_modules(PDF QUIET poppler-glib>=0.82 gio-2.0 cairo>=1.12 zlib)
    pkg_check_modules(PDF_CAIRO QUIET cairo>=1.12 fontconfig>=2.13)
endif()
if(PDF_FOUND AND PDF_CAIRO_FOUND)
    add_library(pdf_watch SHARED ${folder}/shim/watch.c ${folder}/shim/fonts.c ${folder}/shim/blocks.c)
    # C++ exceptions pass through it.
    set_source_files_properties(${folder}/shim/blocks.c PROPERTIES COMPILE_OPTIONS "-fexceptions;-funwind-tables")
    target_include_directories(pdf_watch SYSTEM PRIVATE ${PDF_CAIRO_INCLUDE_DIRS})
    target_link_libraries(pdf_watch PRIVATE sheaf_flags sheaf_sealed ${PDF_CAIRO_LINK_LIBRARIES} ${CMAKE_DL_LIBS})
    set_target_properties(pdf_watch PROPERTIES OUTPUT_NAME sheaf-pdf-watch LINKER_LANGUAGE C
        LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/${SHEAF_PLUGIN_SUBDIR})
    add_dependencies(shipped pdf_watch)
    install(TARGETS pdf_watch LIBRARY DESTINATION ${SHEAF_PLUGIN_SUBDIR})
    # Loaded only for long documents; without it they are read all the same (docs/read_pdf.md).
    pkg_check_modules(PDF_EXPAND QUIET libqpdf)
    if(PDF_EXPAND_FOUND)
        add_library(pdf_expand SHARED ${folder}/shim/expand.c)
        target_include_directories(pdf_expand SYSTEM PRIVATE ${PDF_EXPAND_INCLUDE_DIRS})
        target_link_libraries(pdf_expand PRIVATE sheaf_flags sheaf_sealed ${PDF_EXPAND_LINK_LIBRARIES})
        target_link_options(pdf_expand PRIVATE LINKER:-z,now)
        set_target_properties(pdf_expand PROPERTIES OUTPUT_NAME sheaf-pdf-expand LINKER_LANGUAGE C
            LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/${SHEAF_PLUGIN_SUBDIR})
        add_dependencies(shipped pdf_expand)
        install(TARGETS pdf_expand LIBRARY DESTINATION ${SHEAF_PLUGIN_SUBDIR})
    endif()
    # Loops over all glyphs of a page: 1.4 % fewer instructions for 60 pages of tables, Poppler's included.
    set(PLUGIN_OPTIONS $<$<CONFIG:RelWithDebInfo>:-O3>)
    set(PLUGIN_LIBS pdf_watch ${PDF_LINK_LIBRARIES} m ${CMAKE_DL_LIBS})
    set(PLUGIN_INCLUDES ${PDF_INCLUDE_DIRS})
    set(PLUGIN_RPATH "$ORIGIN")
    set(PLUGIN_FRONT ${folder}/shim/front.c)
else()
    set(PLUGIN_SKIP "it needs Poppler-GLib and cairo (Debian: libpoppler-glib-dev, libcairo2-dev, pkg-config)")
endif()
