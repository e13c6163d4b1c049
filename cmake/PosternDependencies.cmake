# SPDX-License-Identifier: Apache-2.0
#
# Every third-party library, found once and named once. Nothing is downloaded.

find_package(Threads REQUIRED)
find_package(OpenSSL REQUIRED COMPONENTS Crypto)
find_package(yaml-cpp REQUIRED)
find_package(fmt REQUIRED)
find_package(spdlog REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(Boost REQUIRED COMPONENTS program_options)
find_package(SQLite3 REQUIRED)
find_package(CURL REQUIRED)

# Libraries that come without a CMake package of their own.
function(postern_plain_library target header library)
    find_path(${target}_INCLUDE ${header} REQUIRED)
    find_library(${target}_LIBRARY ${library} REQUIRED)
    add_library(${target} INTERFACE)
    target_include_directories(${target} SYSTEM INTERFACE ${${target}_INCLUDE})
    target_link_libraries(${target} INTERFACE ${${target}_LIBRARY})
endfunction()

postern_plain_library(libidn2 idn2.h idn2)
postern_plain_library(libpsl libpsl.h psl)
postern_plain_library(libunistring unistr.h unistring)
postern_plain_library(libmilter libmilter/mfapi.h milter)
postern_plain_library(libsystemd systemd/sd-daemon.h systemd)
postern_plain_library(libmimetic mimetic/mimetic.h mimetic)
postern_plain_library(libre2 re2/re2.h re2)
postern_plain_library(libunbound unbound.h unbound)
postern_plain_library(libsoci soci/soci.h soci_core)
postern_plain_library(libsoci_sqlite3 soci/sqlite3/soci-sqlite3.h soci_sqlite3)
