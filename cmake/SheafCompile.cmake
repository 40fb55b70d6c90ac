# What every C file of Sheaf is compiled with, in one interface target per rule set:
# sheaf_flags (all code of ours) and sheaf_sealed (shared objects: nothing left undefined, nothing exported by accident).
include(CheckIPOSupported)
include(CheckPIESupported)

set(CMAKE_C_STANDARD 11)
set(CMAKE_C_STANDARD_REQUIRED ON)
set(CMAKE_C_EXTENSIONS OFF)
set(CMAKE_C_VISIBILITY_PRESET hidden)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
check_pie_supported(LANGUAGES C)

if(NOT CMAKE_BUILD_TYPE)
    set(CMAKE_BUILD_TYPE RelWithDebInfo CACHE STRING "Kind of build" FORCE)
endif()
# Assertions stay on in the release: stopping is better than handing over a wrong number.
set(CMAKE_C_FLAGS_RELWITHDEBINFO "-O2 -g")

add_library(sheaf_flags INTERFACE)
target_compile_options(sheaf_flags INTERFACE -Wall -Wextra -Wpedantic -Wconversion -Wshadow
    -Wstrict-prototypes -Wmissing-prototypes $<$<BOOL:${SHEAF_WERROR}>:-Werror>
    $<$<CONFIG:RelWithDebInfo>:-fstack-protector-strong>)
# POSIX is the base; a file that needs more (secure_getenv, O_TMPFILE) defines _GNU_SOURCE in its first line of code.
target_compile_definitions(sheaf_flags INTERFACE _POSIX_C_SOURCE=200809L _FILE_OFFSET_BITS=64
    $<$<CONFIG:RelWithDebInfo>:_FORTIFY_SOURCE=2>)
target_link_options(sheaf_flags INTERFACE -Wl,--as-needed -Wl,-z,relro)

add_library(sheaf_sealed INTERFACE)
set(checks "")
if(SHEAF_SANITIZE)
    set(checks -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
elseif(SHEAF_FUZZ)
    if(NOT CMAKE_C_COMPILER_ID MATCHES Clang)
        message(FATAL_ERROR "SHEAF_FUZZ needs clang (found ${CMAKE_C_COMPILER_ID}): use the preset 'fuzz'")
    endif()
    set(checks -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
elseif(SHEAF_COVERAGE)
    set(checks --coverage)
endif()
target_compile_options(sheaf_flags INTERFACE ${checks})
target_link_options(sheaf_flags INTERFACE ${checks})
# clang keeps its sanitizer runtime in the program, so its shared objects stay open there.
if(NOT (checks AND CMAKE_C_COMPILER_ID MATCHES Clang))
    target_link_options(sheaf_sealed INTERFACE -Wl,--no-undefined -Wl,--exclude-libs,ALL)
endif()

# Start-up is most of what a short document costs (docs/decisions/0020-start-up.md has the figures). Modules of ours have no
# constructors, so they need no start files; code and constants share a mapping; no calls go through the PLT.
if(NOT checks)
    set(lean $<CONFIG:RelWithDebInfo,Release>)
    target_compile_options(sheaf_flags INTERFACE $<${lean}:-fno-plt> $<${lean}:-fno-asynchronous-unwind-tables>)
    target_link_options(sheaf_flags INTERFACE $<${lean}:LINKER:-z,noseparate-code> $<${lean}:LINKER:-O1>
        $<${lean}:LINKER:--hash-style=gnu>)
    target_link_options(sheaf_sealed INTERFACE $<${lean}:-nostartfiles>)
endif()

if(SHEAF_LTO)
    check_ipo_supported(RESULT lto_works OUTPUT lto_why LANGUAGES C)
    # The installed libsheaf.a must link with any compiler: only gcc can keep machine code beside the LTO code.
    if(lto_works AND CMAKE_C_COMPILER_ID STREQUAL GNU)
        set(CMAKE_INTERPROCEDURAL_OPTIMIZATION ON)
        target_compile_options(sheaf_flags INTERFACE -ffat-lto-objects)
    else()
        message(STATUS "Building without link-time optimisation ${lto_why}")
    endif()
endif()
