# SPDX-License-Identifier: Apache-2.0
#
# postern_module(NAME SOURCES … [LINKS …] [USES …]): one static library per module.
# LINKS are modules below it, part of its interface; USES are third-party libraries that stay
# inside it. The order of src/CMakeLists.txt is the layering; tests/architecture checks includes.

add_library(postern_warnings INTERFACE)
target_compile_options(postern_warnings INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor -Wold-style-cast)

function(postern_module name)
    cmake_parse_arguments(arg "" "" "SOURCES;LINKS;USES" ${ARGN})
    add_library(postern_${name} STATIC ${arg_SOURCES})
    add_library(postern::${name} ALIAS postern_${name})
    target_include_directories(postern_${name} PUBLIC ${PROJECT_SOURCE_DIR}/include
                                               PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})
    list(TRANSFORM arg_LINKS PREPEND postern::)
    target_link_libraries(postern_${name} PUBLIC ${arg_LINKS} PRIVATE postern_warnings ${arg_USES})
endfunction()
