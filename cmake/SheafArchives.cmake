# sheaf_take_in(VARIABLE): VARIABLE lists libraries by their paths, and lists their archives (libX.a beside libX.so) instead where
# all of these are there and can be part of a module. Opening a library costs a process 50 to 100 microseconds, which is much of
# what a short report costs (docs/decisions/0100-what-a-report-costs.md). With SHEAF_ARCHIVES off, and in builds that check
# memory or coverage, libraries stay as they are.
option(SHEAF_ARCHIVES "Link small libraries into the plugins that use them, where their archives are installed" ON)

function(sheaf_can_be_module answer)
    set(source ${CMAKE_BINARY_DIR}/CMakeFiles/archives.c)
    file(WRITE ${source} "int sheaf_archives(void);\nint sheaf_archives(void) {\n    return 0;\n}\n")
    set(CMAKE_TRY_COMPILE_TARGET_TYPE EXECUTABLE)
    try_compile(worked ${CMAKE_BINARY_DIR}/CMakeFiles/archives SOURCES ${source}
        LINK_OPTIONS -shared LINKER:-z,text LINKER:--no-undefined LINKER:--whole-archive ${ARGN} LINKER:--no-whole-archive)
    set(${answer} ${worked} PARENT_SCOPE)
endfunction()

function(sheaf_take_in variable)
    set(archives "")
    foreach(library ${${variable}})
        string(REGEX REPLACE "\\.so$" ".a" archive ${library})
        if(NOT EXISTS ${archive})
            return()
        endif()
        list(APPEND archives ${archive})
    endforeach()
    if(NOT SHEAF_ARCHIVES OR SHEAF_SANITIZE OR SHEAF_FUZZ OR SHEAF_COVERAGE)
        return()
    endif()
    sheaf_can_be_module(worked ${archives})
    if(worked)
        set(${variable} ${archives} PARENT_SCOPE)
    endif()
endfunction()
