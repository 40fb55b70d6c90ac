# What `cmake --install` puts where: the program, libsheaf with its headers, and what finds both from another build:
# sheaf.pc and find_package(sheaf) to embed Sheaf, sheaf-plugin.pc (flags and a folder, no library) to write a plugin.
include(CMakePackageConfigHelpers)

set(pkgconfig_dir ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/sheaf)
foreach(pc sheaf.pc sheaf-plugin.pc)
    configure_file(cmake/${pc}.in ${CMAKE_BINARY_DIR}/${pc} @ONLY)
    install(FILES ${CMAKE_BINARY_DIR}/${pc} DESTINATION ${pkgconfig_dir})
endforeach()

if(EXISTS ${CMAKE_SOURCE_DIR}/include/sheaf)
    install(DIRECTORY include/sheaf DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} FILES_MATCHING PATTERN "*.h")
endif()
file(GLOB manuals CONFIGURE_DEPENDS docs/man/*.1)
install(FILES ${manuals} DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES LICENSE LICENSES/GPL-2.0-or-later.txt DESTINATION ${CMAKE_INSTALL_DOCDIR})

if(TARGET sheaf_core)
    install(TARGETS sheaf_core sheaf_shared EXPORT sheaf-targets
        LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR} ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
    install(EXPORT sheaf-targets NAMESPACE sheaf:: DESTINATION ${package_dir})
    configure_package_config_file(cmake/sheaf-config.cmake.in ${CMAKE_BINARY_DIR}/sheaf-config.cmake
        INSTALL_DESTINATION ${package_dir} PATH_VARS SHEAF_PLUGIN_SUBDIR CMAKE_INSTALL_INCLUDEDIR)
    write_basic_package_version_file(${CMAKE_BINARY_DIR}/sheaf-config-version.cmake COMPATIBILITY SameMinorVersion)
    install(FILES ${CMAKE_BINARY_DIR}/sheaf-config.cmake ${CMAKE_BINARY_DIR}/sheaf-config-version.cmake
        DESTINATION ${package_dir})
endif()
if(TARGET sheaf)
    install(TARGETS sheaf RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endif()
